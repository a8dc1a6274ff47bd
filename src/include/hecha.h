/* hecha.h: the public interface of libhecha, the rule checking engine for written reports.
 *
 * Purpose: load rule packs, audit reports, write findings. Everything the command line does goes
 * through this header; nothing else is public.
 *
 * Errors: functions return 0 or a negative hecha_code; the last parameter, if not NULL, receives
 * the code, the file, the position and one line of message in the language of the engine. The
 * library never aborts, on lack of memory neither, and prints nothing: all output goes to a
 * hecha_writer.
 * Ownership: what is returned through `**out` is the caller's to free; strings passed in are
 * copied. Threads: one engine may be used by one thread at a time; engines share nothing.
 * Text: UTF-8 everywhere. Lines, columns, rows and tables count from 1; 0 means "does not apply".
 */
#ifndef HECHA_H
#define HECHA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HECHA_VERSION "0.1.0"

/* The language of messages. AUTO is resolved by the caller (the command line asks the locale). */
typedef enum hecha_lang { HECHA_LANG_ZH = 0, HECHA_LANG_EN = 1 } hecha_lang;

typedef enum hecha_code {
    HECHA_OK = 0,
    HECHA_E_MEMORY = -1,     /* out of memory */
    HECHA_E_IO = -2,         /* a file could not be opened, read or written */
    HECHA_E_FORMAT = -3,     /* not a format that is read, or damaged */
    HECHA_E_ENCRYPTED = -4,  /* protected by a password */
    HECHA_E_LIMIT = -5,      /* a stated limit was exceeded */
    HECHA_E_RULE = -6,       /* a rule, form or pack is broken */
    HECHA_E_USAGE = -7,      /* an argument makes no sense */
    HECHA_E_UNSUPPORTED = -8 /* a known format or feature that is not read */
} hecha_code;

/* One error. `text` is one line, already in the engine's language. Plain value, owns nothing. */
typedef struct hecha_err {
    hecha_code code;
    hecha_lang lang; /* in: the language `text` is to be written in */
    int line;        /* 0: unknown */
    int column;      /* 0: unknown */
    char file[256];  /* "" : unknown; cut at a code point if longer */
    char text[512];
} hecha_err;

/* Receives output. Returns 0, or non-zero to stop (the engine then reports HECHA_E_IO). */
typedef struct hecha_writer {
    int (*write)(void *context, const char *bytes, size_t length);
    void *context;
} hecha_writer;

typedef enum hecha_severity {
    HECHA_NOTICE = 1,
    HECHA_WARNING = 2,
    HECHA_ERROR = 3,
    HECHA_NEVER = 4 /* only as a --fail-on level */
} hecha_severity;

/* `check` writes all of these (docs/output.md); the other commands text and JSON. */
typedef enum hecha_format {
    HECHA_FORMAT_TEXT,
    HECHA_FORMAT_JSON,
    HECHA_FORMAT_NDJSON,
    HECHA_FORMAT_SARIF,
    HECHA_FORMAT_JUNIT,
    HECHA_FORMAT_HTML,
    HECHA_FORMAT_CSV,
    HECHA_FORMAT_MD
} hecha_format;

/* Exit statuses of a run (docs/exit-codes in the manual page). The worst wins. */
typedef enum hecha_exit {
    HECHA_EXIT_CLEAN = 0,
    HECHA_EXIT_FINDINGS = 1,
    HECHA_EXIT_USAGE = 2,
    HECHA_EXIT_UNREADABLE = 3,
    HECHA_EXIT_BROKEN_RULE = 4,
    HECHA_EXIT_LIMIT = 5,
    HECHA_EXIT_SYSTEM = 6,
    HECHA_EXIT_INTERRUPTED = 130 /* asked to stop: what was finished is written, marked partial */
} hecha_exit;

typedef struct hecha hecha;

/* Makes an engine with no packs. */
int hecha_new(hecha_lang lang, hecha **out, hecha_err *err);
void hecha_free(hecha *engine);

/* Makes every pack in the folder known ("installed"): its forms can be named by any rule, and it
 * is chosen for a report that its forms or titles fit. A folder that is not there is no error. */
int hecha_add_installed(hecha *engine, const char *folder, hecha_err *err);
/* Names a pack to run (-p): a folder, or the name of an installed pack. */
int hecha_add_pack(hecha *engine, const char *pack, hecha_err *err);
/* Names a single rule file to run (-r). Its rules are called FILE-STEM/ID. */
int hecha_add_rule_file(hecha *engine, const char *path, hecha_err *err);
/* Limits the run to these rules (--only), or leaves these out (--skip): ID or PACK/ID. */
int hecha_only(hecha *engine, const char *rule, hecha_err *err);
int hecha_skip(hecha *engine, const char *rule, hecha_err *err);
/* Names an overlay (--overlay): what an office changes in a pack, a JSON file (docs/overlay.md). A
 * later one goes before an earlier one. What is wrong with it is told by the commands. */
int hecha_add_overlay(hecha *engine, const char *path, hecha_err *err);
/* Names a folder in which the overlay PACK.json of each pack is looked for, before those above. */
int hecha_add_overlay_folder(hecha *engine, const char *folder, hecha_err *err);
/* Names the list of agencies (--roster): csv or spreadsheet with the columns agency, parent, from,
 * to, aliases (单位, 上级, 起, 止, 别名). What is wrong with it is told by hecha_check. */
int hecha_set_roster(hecha *engine, const char *path, hecha_err *err);
/* What a rule took in a run, over all reports it ran on. */
typedef struct hecha_cost {
    const char *rule;     /* PACK/ID */
    uint64_t reports;     /* on which it ran */
    uint64_t work;        /* of its check functions, in the units that are limited; 0: formulas */
    uint64_t nanoseconds; /* of processor time */
} hecha_cost;

/* How a run is presented. Zero-initialise, then set what differs. */
typedef struct hecha_output {
    hecha_format format;
    hecha_lang lang;        /* of the findings' text */
    hecha_severity fail_on; /* 0 means HECHA_ERROR */
    int color;              /* text: use terminal colours */
    int threshold;          /* hecha_test: percent of the rules that must have been seen to pass, to
                               fail and not to apply; 0: any */
    int stubs;              /* hecha_rules: the labels of all forms that are known, as LuaCATS for
                               editors, in place of the rules */
    int verbose;            /* show what rules log, and rules that do not apply */
    int width;              /* text: columns of the screen; 0 = 100 */
    const char *agency;     /* overrides what is recognised; NULL: recognise */
    int year;               /* overrides what is recognised; 0: recognise */
    hecha_writer writer;
    /* Called before each report with its number from 1 and their count; may be NULL. */
    void (*progress)(void *context, size_t number, size_t count, const char *path);
    void *progress_context;
    /* 0: rules run and reports are parsed in the calling process, without isolation. Else that many
     * worker processes at most, which can open no file, reach no network, and start nothing
     * (docs/security.md); hecha_check uses all of them, the other commands one. The process must
     * have one thread only, and must not reap children of the engine. */
    int workers;
    /* Asked now and then while workers run: not 0 stops the run; may be NULL. */
    int (*interrupted)(void *context);
    void *interrupted_context;
    /* Receives what is not about the reports: isolation this system does not offer; may be NULL. */
    void (*notice)(void *context, const char *text);
    void *notice_context;
    /* hecha_check, hecha_test: receives what each rule took, slowest first, when the run is over
     * and not interrupted; NULL: nothing is measured. Never part of the results. */
    void (*profile)(void *context, const hecha_cost *costs, size_t count);
    void *profile_context;
} hecha_output;

/* Audits files and folders ("-" is standard input) and writes the results. Always writes what it
 * found, whatever went wrong; *status receives the worst hecha_exit. */
int hecha_check(hecha *engine, const char *const *paths, size_t count, const hecha_output *output,
                hecha_exit *status, hecha_err *err);
/* Writes what is read from one file: blocks, tables, forms, items, quantities, claims. */
int hecha_show(hecha *engine, const char *path, const hecha_output *output, hecha_exit *status,
               hecha_err *err);
/* Writes the rules that would run; with output->stubs what editors complete (lua/meta/hecha.lua). */
int hecha_rules(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err);
/* Writes everything known of one rule (ID or PACK/ID). */
int hecha_explain(hecha *engine, const char *rule, const hecha_output *output, hecha_exit *status,
                  hecha_err *err);
/* Runs the good and bad examples of the rules of the packs named, and the cases of their tests/.
 * Tells which rules were never seen to pass, to fail or not to apply. Status 1 if an example or
 * case fails or the threshold is not reached, 4 if a rule or case is broken. */
int hecha_test(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err);
/* Writes what is doubtful in the packs named though it runs, each with file, line, severity and
 * what to do. Status 1 if something is at or above fail_on, 4 if a rule or pack is broken. */
int hecha_lint(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err);
/* Reads one file, then line after line from `read`, which fills in at most `size` bytes with the
 * NUL and returns 0 at the end: a formula, a Lua expression or a statement each, whose result is
 * written at once. The sandbox and its limits are those of rules; no line sees another. The file is
 * read and the lines are run in a confined process unless `workers` is 0; lines are asked for in the
 * calling one. */
int hecha_repl(hecha *engine, const char *path, int (*read)(void *context, char *line, size_t size),
               void *context, const hecha_output *output, hecha_exit *status, hecha_err *err);

#ifdef __cplusplus
}
#endif
#endif
