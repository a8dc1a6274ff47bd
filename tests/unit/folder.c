#define _XOPEN_SOURCE 700
#include "test.h"

#include "folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *test_folder_make(void)
{
    const char *parent = getenv("TMPDIR");
    char pattern[512];
    snprintf(pattern, sizeof(pattern), "%s/hecha-test-XXXXXX", parent ? parent : P_tmpdir);
    if (mkdtemp(pattern) == NULL || chdir(pattern) != 0)
        return NULL;
    return strdup(pattern);
}

void test_folder_write(const char *path, const char *bytes, size_t length)
{
    char folder[512];
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
        mkdir(folder, 0777);
    }
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

void test_folder_text(const char *path, const char *text)
{
    test_folder_write(path, text, strlen(text));
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void test_folder_remove(char *name)
{
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(nftw(name, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    free(name);
}
