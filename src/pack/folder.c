#include "pack/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int compare_names(const void *a, const void *b)
{
    return base_str_cmp(*(const base_str *)a, *(const base_str *)b);
}

int pack_list_folder(int descriptor, int (*wanted)(const char *), base_arena *arena,
                     base_vec *names)
{
    DIR *folder = fdopendir(descriptor);
    if (folder == NULL) {
        int failure = errno;
        close(descriptor);
        return failure;
    }
    struct dirent *entry;
    int failure = 0;
    while (failure == 0 && (errno = 0, entry = readdir(folder)) != NULL) {
        if (!wanted(entry->d_name))
            continue;
        base_str *name = base_vec_push(names, arena);
        base_str copy = base_arena_str(arena, base_str_c(entry->d_name));
        if (name == NULL || copy.ptr == NULL)
            failure = ENOMEM;
        else
            *name = copy;
    }
    if (failure == 0)
        failure = errno;
    closedir(folder);
    if (names->count > 1)
        qsort(names->items, names->count, sizeof(base_str), compare_names);
    return failure;
}

base_str pack_join(base_arena *arena, base_str folder, base_str name)
{
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    size_t slash = folder.len > 0 && folder.ptr[folder.len - 1] != '/';
    char *path = base_arena_alloc(arena, folder.len + slash + name.len + 1);
    if (path == NULL)
        return base_str_n(NULL, 0);
    if (folder.len > 0)
        memcpy(path, folder.ptr, folder.len);
    if (slash)
        path[folder.len] = '/';
    memcpy(path + folder.len + slash, name.ptr, name.len);
    path[folder.len + slash + name.len] = '\0';
    return base_str_n(path, folder.len + slash + name.len);
}
