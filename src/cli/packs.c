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

/* What is done with each folder of packs; not 0 ends it. */
typedef struct visitor {
    int (*take)(struct visitor *visitor, const char *folder);
    hecha *engine;
    hecha_err *err;
    uint64_t (*stamp)(const char *path);
    uint64_t sum;
} visitor;

static int visit_listed(visitor *v, const char *list)
{
    int code = 0;
    char folder[LONGEST];
    while (code == 0 && *list != '\0') {
        size_t length = strcspn(list, ":");
        if (length > 0 && length < sizeof(folder)) {
            memcpy(folder, list, length);
            folder[length] = '\0';
            code = v->take(v, folder);
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

static int visit_all(visitor *v)
{
    static const char *const beside[] = {"rules", "../rules", "../share/hecha/rules"};
    const char *list = getenv("HECHA_PACKS");
    char folder[LONGEST];
    char path[LONGEST + 32];
    if (list != NULL)
        return visit_listed(v, list);
    if (program_folder(folder, sizeof(folder))) {
        for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
            snprintf(path, sizeof(path), "%s/%s", folder, beside[i]);
            if (is_folder(path))
                return v->take(v, path);
        }
    }
    return v->take(v, HECHA_DATADIR "/hecha/rules");
}

static int add_folder(visitor *v, const char *folder)
{
    return hecha_add_installed(v->engine, folder, v->err);
}

static int stamp_folder(visitor *v, const char *folder)
{
    v->sum += v->stamp(folder);
    return 0;
}

int cli_add_installed(hecha *engine, hecha_err *err)
{
    visitor v = {add_folder, engine, err, NULL, 0};
    return visit_all(&v);
}

static int add_overlays(visitor *v, const char *folder)
{
    return hecha_add_overlay_folder(v->engine, folder, v->err);
}

static int visit_overlays(visitor *v)
{
    const char *list = getenv("HECHA_OVERLAYS");
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    char path[LONGEST];
    int length = 0;
    if (list != NULL)
        return visit_listed(v, list);
    int code = v->take(v, "/etc/hecha/overlays");
    if (config != NULL && config[0] == '/')
        length = snprintf(path, sizeof(path), "%s/hecha/overlays", config);
    else if (home != NULL && home[0] == '/')
        length = snprintf(path, sizeof(path), "%s/.config/hecha/overlays", home);
    if (code == 0 && length > 0 && (size_t)length < sizeof(path))
        code = v->take(v, path);
    return code;
}

int cli_add_overlay_folders(hecha *engine, hecha_err *err)
{
    visitor v = {add_overlays, engine, err, NULL, 0};
    return visit_overlays(&v);
}

uint64_t cli_packs_stamp(uint64_t (*stamp)(const char *path))
{
    visitor v = {stamp_folder, NULL, NULL, stamp, 0};
    visit_all(&v);
    visit_overlays(&v);
    return v.sum;
}
