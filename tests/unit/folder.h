/* tests/unit/folder.h: a temporary folder with files, for tests that read from disk. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <stddef.h>

/* Makes the folder and goes into it; paths of the tests are then relative. NULL: it failed. The
 * name is to be given to test_folder_remove. */
char *test_folder_make(void);
/* Writes a file, making the folders of its path. */
void test_folder_write(const char *path, const char *bytes, size_t length);
void test_folder_text(const char *path, const char *text);
/* Leaves the folder and removes it with all that is in it; frees the name. */
void test_folder_remove(char *name);

#endif
