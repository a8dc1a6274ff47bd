#include <string.h>

#include "cli/command.h"
#include "cli/help.h"

#define COMMON (CLI_OUTPUT | CLI_LANG | CLI_COLOR | CLI_HELP | CLI_VERBOSE)
#define CHOICE (CLI_PACK | CLI_RULE_FILE | CLI_ONLY | CLI_SKIP)
#define SUBJECT (CLI_AGENCY | CLI_YEAR)

static const cli_command table[] = {
    {{"check",
      COMMON | CHOICE | SUBJECT | CLI_FORMAT | CLI_RESULTS | CLI_JOBS | CLI_FAIL_ON | CLI_ROSTER |
          CLI_WATCH | CLI_OVERLAY | CLI_PROFILE,
      "PATH", 1, 0},
     cli_check,
     cli_help_check,
     {"核查报告", "check reports"}},
    {{"show", COMMON | CLI_PACK | CLI_RULE_FILE | SUBJECT | CLI_FORMAT, "PATH", 1, 1},
     cli_show,
     cli_help_show,
     {"显示从报告读到的内容", "show what is read from a report"}},
    {{"rules", COMMON | CHOICE | CLI_FORMAT | CLI_OVERLAY | CLI_STUBS, NULL, 0, 0},
     cli_rules,
     cli_help_rules,
     {"列出规则", "list rules"}},
    {{"explain", COMMON | CLI_PACK | CLI_RULE_FILE | CLI_FORMAT | CLI_OVERLAY, "RULE", 1, 1},
     cli_explain,
     cli_help_explain,
     {"说明一条规则", "explain a rule"}},
    {{"test", COMMON | CLI_ONLY | CLI_SKIP | CLI_THRESHOLD | CLI_WATCH | CLI_PROFILE, "PACK", 1, 0},
     cli_test,
     cli_help_test,
     {"运行规则包的正例、反例和用例", "run a pack's examples and cases"}},
    {{"lint", COMMON | CLI_FORMAT | CLI_FAIL_ON | CLI_WATCH, "PACK", 1, 0},
     cli_lint,
     cli_help_lint,
     {"检查规则包的写法", "look for what is doubtful in a pack"}},
    {{"new", CLI_LANG | CLI_HELP, "pack|rule", 2, 2},
     cli_new,
     cli_help_new,
     {"写出新规则包或规则的骨架", "write the skeleton of a pack or rule"}},
    {{"repl", COMMON | CLI_PACK | CLI_RULE_FILE | SUBJECT, "PATH", 1, 1},
     cli_repl,
     cli_help_repl,
     {"在一份报告上试公式和 Lua", "try formulas and Lua on a report"}},
};

const cli_command *cli_commands(size_t *count)
{
    *count = sizeof(table) / sizeof(table[0]);
    return table;
}

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (strcmp(table[i].grammar.command, name) == 0)
            return &table[i];
    }
    return NULL;
}
