#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/packs.h"
#include "cli/say.h"

#define NARROWEST 40
#define WIDEST 1000
#define MOST_BY_ITSELF 32 /* workers, when nobody says how many */

static int add_all(hecha *engine, const cli_list *list,
                   int (*take)(hecha *, const char *, hecha_err *), hecha_err *err)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < list->count; i++)
        code = take(engine, list->items[i], err);
    return code;
}

static int fill_engine(hecha *engine, const cli_options *options, hecha_err *err)
{
    int code = options->roster ? hecha_set_roster(engine, options->roster, err) : 0;
    if (code == 0)
        code = cli_add_installed(engine, err);
    if (code == 0 && options->takes_overlays)
        code = cli_add_overlay_folders(engine, err);
    if (code == 0)
        code = add_all(engine, &options->overlays, hecha_add_overlay, err);
    if (code == 0)
        code = add_all(engine, &options->packs, hecha_add_pack, err);
    if (code == 0)
        code = add_all(engine, &options->rule_files, hecha_add_rule_file, err);
    if (code == 0)
        code = add_all(engine, &options->only, hecha_only, err);
    if (code == 0)
        code = add_all(engine, &options->skip, hecha_skip, err);
    return code;
}

/* Colour if asked for; else on a terminal that has it, unless NO_COLOR is set (no-color.org). */
static int wants_color(const cli_options *options)
{
    if (options->color != CLI_COLOR_AUTO)
        return options->color == CLI_COLOR_ALWAYS;
    const char *off = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (options->output != NULL || (off != NULL && off[0] != '\0'))
        return 0;
    return isatty(STDOUT_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}

/* Columns of the terminal, or 0. */
static int screen_width(const cli_options *options)
{
    struct winsize size;
    if (options->output != NULL || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col >= NARROWEST && size.ws_col <= WIDEST ? size.ws_col : 0;
}

/* As many as there are processors, unless said otherwise. */
static int workers(const cli_options *options)
{
    if (options->jobs > 0)
        return options->jobs;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors < MOST_BY_ITSELF ? (int)processors : MOST_BY_ITSELF;
}

static void say_notice(void *context, const char *text)
{
    cli_session *session = context;
    cli_progress_clear(&session->progress);
    cli_say_text(stderr, text);
}

static void say_costs(void *context, const hecha_cost *costs, size_t count)
{
    cli_session *session = context;
    cli_progress_clear(&session->progress);
    cli_say_costs(stderr, session->options->ui, costs, count);
}

static void present(cli_session *session)
{
    const cli_options *options = session->options;
    hecha_output *out = &session->presentation;
    out->format = options->format;
    out->lang = cli_output_lang(options);
    out->fail_on = options->fail_on;
    out->color = wants_color(options);
    out->verbose = options->verbose;
    out->stubs = options->stubs;
    out->threshold = options->threshold;
    out->width = screen_width(options);
    out->agency = options->agency;
    out->year = options->year;
    out->writer.write = cli_output_write;
    out->writer.context = &session->output;
    out->workers = workers(options);
    out->interrupted = cli_interrupted;
    out->notice = say_notice;
    out->notice_context = session;
    out->profile = options->profile ? say_costs : NULL;
    out->profile_context = session;
    out->progress = cli_progress_step;
    out->progress_context = &session->progress;
}

hecha_exit cli_session_open(cli_session *session, const cli_options *options)
{
    memset(session, 0, sizeof(*session));
    session->options = options;
    session->err.lang = options->ui;
    session->progress.enabled = isatty(STDERR_FILENO);
    session->progress.lang = options->ui;
    int failure =
        cli_output_open(&session->output, options->output, options->ui, &session->progress);
    if (failure != 0)
        return (hecha_exit)failure;
    int code = hecha_new(options->ui, &session->engine, &session->err);
    if (code == 0)
        code = fill_engine(session->engine, options, &session->err);
    if (code != 0)
        return cli_session_close(session, code, HECHA_EXIT_CLEAN);
    present(session);
    return HECHA_EXIT_CLEAN;
}

hecha_exit cli_session_close(cli_session *session, int code, hecha_exit status)
{
    hecha_lang lang = session->options->ui;
    cli_progress_clear(&session->progress);
    /* A failed write is told by the output itself, with its reason. */
    if (session->err.text[0] != '\0' && session->output.failure == 0)
        cli_say_error(stderr, &session->err);
    if (code != 0 && status == HECHA_EXIT_CLEAN)
        status = cli_exit_of(code);
    hecha_free(session->engine);
    return cli_output_close(&session->output, code == 0, status, lang);
}
