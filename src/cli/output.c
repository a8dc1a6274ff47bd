#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/say.h"

static const char *reason(int number, hecha_lang lang)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return cli_text(lang, CLI_NO_FOLDER);
    case EACCES:
    case EPERM:
        return cli_text(lang, CLI_NO_PERMISSION);
    case EISDIR:
        return cli_text(lang, CLI_IS_FOLDER);
    case ENOSPC:
        return cli_text(lang, CLI_DISK_FULL);
    case ENOMEM:
        return cli_text(lang, CLI_NO_MEMORY);
    default:
        return strerror(number);
    }
}

static int complain(const char *name, int number, hecha_lang lang)
{
    cli_say(stderr, lang, CLI_CANNOT_WRITE, name ? name : cli_text(lang, CLI_STANDARD_OUTPUT),
            reason(number, lang), NULL);
    return HECHA_EXIT_SYSTEM;
}

/* Length of the folder's name in a path, its slash included. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Whether a file could be made there, so that a long run does not end in vain. 0 or errno. */
static int check_folder(const char *target)
{
    size_t length = folder_length(target);
    char *folder = length ? strndup(target, length) : strdup(".");
    if (folder == NULL)
        return ENOMEM;
    struct stat info;
    int failure = stat(folder, &info) != 0 ? errno : 0;
    if (failure == 0 && !S_ISDIR(info.st_mode))
        failure = ENOTDIR;
    if (failure == 0 && access(folder, W_OK) != 0)
        failure = errno;
    free(folder);
    return failure;
}

/* Opens what is no regular file; else resolves links, so that the rename does not replace one. */
static int open_existing(cli_output *output, const struct stat *info)
{
    if (S_ISDIR(info->st_mode))
        return EISDIR;
    if (!S_ISREG(info->st_mode)) {
        output->stream = fopen(output->name, "wb");
        return output->stream == NULL ? errno : 0;
    }
    output->target = realpath(output->name, NULL);
    return output->target == NULL ? errno : 0;
}

int cli_output_open(cli_output *output, const char *name, hecha_lang lang, cli_progress *progress)
{
    struct stat info;
    memset(output, 0, sizeof(*output));
    output->progress = progress;
    if (name == NULL || strcmp(name, "-") == 0) {
        output->stream = stdout;
        output->terminal = isatty(STDOUT_FILENO);
        return 0;
    }
    output->name = name;
    int failure = 0;
    if (stat(name, &info) == 0) {
        failure = open_existing(output, &info);
    } else {
        output->target = strdup(name);
        failure = output->target == NULL ? ENOMEM : 0;
    }
    if (failure == 0 && output->target != NULL)
        failure = check_folder(output->target);
    if (failure == 0)
        return 0;
    free(output->target);
    output->target = NULL;
    return complain(name, failure, lang);
}

/* The permissions the target has, or a new file would get. */
static mode_t target_mode(const char *target)
{
    struct stat info;
    if (stat(target, &info) == 0)
        return info.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static int open_temporary(cli_output *output)
{
    static const char pattern[] = ".hecha-XXXXXX";
    size_t length = folder_length(output->target);
    output->temporary = malloc(length + sizeof(pattern));
    if (output->temporary == NULL)
        return ENOMEM;
    memcpy(output->temporary, output->target, length);
    memcpy(output->temporary + length, pattern, sizeof(pattern));
    int descriptor = mkstemp(output->temporary);
    if (descriptor < 0) {
        int failure = errno;
        free(output->temporary);
        output->temporary = NULL;
        return failure;
    }
    if (fchmod(descriptor, target_mode(output->target)) == 0)
        output->stream = fdopen(descriptor, "wb");
    if (output->stream != NULL)
        return 0;
    int failure = errno;
    close(descriptor);
    return failure;
}

int cli_output_write(void *context, const char *bytes, size_t length)
{
    cli_output *output = context;
    if (output->failure == 0 && output->stream == NULL)
        output->failure = open_temporary(output);
    if (output->failure != 0)
        return -1;
    if (output->progress != NULL && output->terminal)
        cli_progress_clear(output->progress);
    if (length > 0 && fwrite(bytes, 1, length, output->stream) != length) {
        output->failure = errno ? errno : EIO;
        return -1;
    }
    return 0;
}

static void close_stream(cli_output *output)
{
    if (output->stream == NULL)
        return;
    if (fflush(output->stream) != 0 && output->failure == 0)
        output->failure = errno ? errno : EIO;
    if (output->temporary != NULL && output->failure == 0 && fsync(fileno(output->stream)) != 0)
        output->failure = errno;
    if (output->stream != stdout && fclose(output->stream) != 0 && output->failure == 0)
        output->failure = errno ? errno : EIO;
}

/* So that the new name is on the disk too. A folder that cannot be synchronised (some file systems
 * refuse it) is no failure: the file itself is safe under one of its names. */
static void sync_folder(const char *target)
{
    size_t length = folder_length(target);
    char *folder = length ? strndup(target, length) : strdup(".");
    int descriptor = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}

/* Gives the written file its name, or drops it. */
static void name_file(cli_output *output, int keep)
{
    int good = keep && output->failure == 0;
    if (good && rename(output->temporary, output->target) != 0) {
        output->failure = errno;
        good = 0;
    }
    if (good)
        sync_folder(output->target);
    else
        unlink(output->temporary);
}

hecha_exit cli_output_close(cli_output *output, int keep, hecha_exit status, hecha_lang lang)
{
    close_stream(output);
    if (output->temporary != NULL)
        name_file(output, keep);
    free(output->temporary);
    free(output->target);
    output->temporary = NULL;
    output->target = NULL;
    output->stream = NULL;
    if (output->failure == 0)
        return status;
    if (output->failure != EPIPE)
        complain(output->name, output->failure, lang);
    return HECHA_EXIT_SYSTEM;
}
