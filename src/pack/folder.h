/* pack/folder.h: names in a folder, and paths of them. Private to pack/. */
#ifndef PACK_FOLDER_H
#define PACK_FOLDER_H

#include "base/vec.h"

/* Appends the names (of base_str, in the arena) in an open folder that `wanted` takes, sorted by
 * bytes. Closes the descriptor. 0 or an errno. */
int pack_list_folder(int descriptor, int (*wanted)(const char *), base_arena *arena,
                     base_vec *names);
/* "A/B" in the arena, NUL-terminated; ptr NULL: no memory. */
base_str pack_join(base_arena *arena, base_str folder, base_str name);

#endif
