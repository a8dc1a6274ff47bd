#include "cli/progress.h"

#include <stdio.h>

#include "cli/say.h"

#define FEWEST 21u
#define BAR 30

void cli_progress_step(void *context, size_t number, size_t count, const char *path)
{
    cli_progress *progress = context;
    (void)path;
    if (!progress->enabled || count < FEWEST || number == 0 || number > count)
        return;
    int percent = (int)((double)(number - 1) * 100.0 / (double)count);
    if (progress->percent == percent + 1)
        return;
    char bar[BAR + 1];
    for (int i = 0; i < BAR; i++)
        bar[i] = i * 100 < percent * BAR ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r%s [%s] %3d%% %zu/%zu", cli_text(progress->lang, CLI_PROGRESS), bar, percent,
            number, count);
    fflush(stderr);
    progress->shown = 1;
    progress->percent = percent + 1;
}

void cli_progress_clear(cli_progress *progress)
{
    if (!progress->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->shown = 0;
}
