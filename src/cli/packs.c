#include "cli/packs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONGEST 4096u

static int is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int add_listed(hecha *engine, const char *list, hecha_err *err)
{
    int code = 0;
    char folder[LONGEST];
    while (code == 0 && *list != '\0') {
        size_t length = strcspn(list, ":");
        if (length > 0 && length < sizeof(folder)) {
            memcpy(folder, list, length);
            folder[length] = '\0';
            code = hecha_add_installed(engine, folder, err);
        }
        list += length;
        list += *list == ':';
    }
    return code;
}

/* The folder the program stands in; 0 if it is not known. */
static int program_folder(char *out, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", out, size - 1);
    if (length <= 0 || (size_t)length >= size - 1)
        return 0;
    out[length] = '\0';
    char *slash = strrchr(out, '/');
    if (slash == NULL)
        return 0;
    *slash = '\0';
    return 1;
}

int cli_add_installed(hecha *engine, hecha_err *err)
{
    static const char *const beside[] = {"rules", "../rules", "../share/hecha/rules"};
    const char *list = getenv("HECHA_PACKS");
    char folder[LONGEST];
    char path[LONGEST + 32];
    if (list != NULL)
        return add_listed(engine, list, err);
    if (program_folder(folder, sizeof(folder))) {
        for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
            snprintf(path, sizeof(path), "%s/%s", folder, beside[i]);
            if (is_folder(path))
                return hecha_add_installed(engine, path, err);
        }
    }
    return hecha_add_installed(engine, HECHA_DATADIR "/hecha/rules", err);
}
