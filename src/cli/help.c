#include "cli/help.h"

#include "cli/command.h"

static const char *pick(hecha_lang lang, const char *zh, const char *en)
{
    return lang == HECHA_LANG_EN ? en : zh;
}

const char *cli_help_check(hecha_lang lang)
{
    return pick(
        lang,
        "用法：hecha check [选项] 路径…\n"
        "\n"
        "按规则核查报告：文件、文件夹（含子文件夹）、-（标准输入）。\n"
        "\n"
        "规则：\n"
        "  -p, --pack 包         只用这个规则包：文件夹，或已安装的包名；可重复\n"
        "  -r, --rule 文件.lua   只用这个规则文件（或公式表 "
        "csv、xlsx）；规则名为“文件名/编号”；可重复\n"
        "      --only 规则       只核查这条规则：A03 或 包名/A03；可重复\n"
        "      --skip 规则       不核查这条规则；可重复\n"
        "      --overlay 文件    本单位对规则包的调整：时限、阈值、级别、停用、词表；可重复\n"
        "      不写 -p 和 -r 时，按报告的统计表和标题选择已安装的规则包，并说明理由。\n"
        "\n"
        "报告：\n"
        "      --agency 机关     报告所属机关，代替识别的结果\n"
        "      --year 年度       报告年度，代替识别的结果\n"
        "      --roster 文件     单位名单（csv 或电子表格，表头为 单位,上级,起,止,别名）：\n"
        "                        上下级汇总、改名、缺报多报按它核查\n"
        "      文件夹里的隐藏文件、~$ 锁文件和不是报告的文件跳过，并列出理由。\n"
        "\n"
        "输出：\n"
        "  -f, --format 格式     text（默认）、json、ndjson、sarif、junit、html、csv、md；\n"
        "                        不写时按 -o 的扩展名（.html、.csv、.md、.sarif、.xml……）\n"
        "  -v, --verbose         也列出不适用的规则和规则的日志\n"
        "      --fail-on 级别    error（默认）、warning、notice 或 "
        "never（强制、核实、提示也可）：\n"
        "                        达到此级别的问题使退出码为 1\n"
        "  -j, --jobs 数         同时工作的进程数；默认为处理器个数；结果与此无关\n"
        "      --profile         最后把每条规则用的时间和工作量写到标准错误，最慢的在前\n"
        "      --watch           报告或规则改动后重新核查，直到 Ctrl-C\n",
        "Usage: hecha check [OPTION]… PATH…\n"
        "\n"
        "Checks reports against rules: files, folders (with their sub-folders), - (standard\n"
        "input).\n"
        "\n"
        "Rules:\n"
        "  -p, --pack PACK       run this pack only: a folder, or an installed pack's name;\n"
        "                        may be repeated\n"
        "  -r, --rule FILE.lua   run this rule file (or csv, xlsx table) only; rules: "
        "FILE-STEM/ID;\n"
        "                        may be repeated\n"
        "      --only RULE       run this rule only: A03 or PACK/A03; may be repeated\n"
        "      --skip RULE       do not run this rule; may be repeated\n"
        "      --overlay FILE    what an office changes in a pack: deadlines, thresholds, "
        "severities,\n"
        "                        rules that are off, words; may be repeated\n"
        "      Without -p and -r installed packs are chosen by the report's tables and title,\n"
        "      and the output says why.\n"
        "\n"
        "Reports:\n"
        "      --agency AGENCY   whose report it is, instead of what is recognised\n"
        "      --year YEAR       its year, instead of what is recognised\n"
        "      --roster FILE     the agencies (csv or spreadsheet, head agency,parent,from,to,\n"
        "                        aliases): for sums over agencies, renamings, missing reports\n"
        "      Hidden files, ~$ lock files and what is no report are skipped in folders and\n"
        "      listed with the reason.\n"
        "\n"
        "Output:\n"
        "  -f, --format FORMAT   text (default), json, ndjson, sarif, junit, html, csv, md;\n"
        "                        without it the suffix of -o counts (.html, .csv, .md, .sarif,\n"
        "                        .xml …)\n"
        "  -v, --verbose         also list rules that do not apply, and what rules log\n"
        "      --fail-on LEVEL   error (default), warning, notice or never: findings at or\n"
        "                        above it make the exit status 1\n"
        "  -j, --jobs NUMBER     worker processes at the same time; by default one a processor;\n"
        "                        the results do not depend on it\n"
        "      --profile         at the end, what each rule took (time, work), slowest first, on\n"
        "                        standard error\n"
        "      --watch           check again when reports or rules change, until Ctrl-C\n");
}

const char *cli_help_show(hecha_lang lang)
{
    return pick(lang,
                "用法：hecha show [选项] 路径\n"
                "\n"
                "显示从一个文件（- 为标准输入）读到的内容：段落、表格、统计表及各项数值、\n"
                "正文里的数量。\n"
                "\n"
                "  -p, --pack 包         也用这个规则包的表式；可重复\n"
                "  -f, --format 格式     text（默认）或 json\n"
                "      --agency 机关     报告所属机关，代替识别的结果\n"
                "      --year 年度       报告年度，代替识别的结果\n",
                "Usage: hecha show [OPTION]… PATH\n"
                "\n"
                "Shows what is read from one file (- for standard input): paragraphs, tables,\n"
                "statistical forms with their figures, quantities in the prose.\n"
                "\n"
                "  -p, --pack PACK       know this pack's forms too; may be repeated\n"
                "  -f, --format FORMAT   text (default) or json\n"
                "      --agency AGENCY   whose report it is, instead of what is recognised\n"
                "      --year YEAR       its year, instead of what is recognised\n");
}

const char *cli_help_rules(hecha_lang lang)
{
    return pick(lang,
                "用法：hecha rules [选项]\n"
                "\n"
                "列出会运行的规则：不写 -p 和 -r 时是所有已安装规则包的规则。\n"
                "\n"
                "  -p, --pack 包         只列这个规则包；可重复\n"
                "  -r, --rule 文件.lua   只列这个规则文件；可重复\n"
                "      --only 规则       只列这条规则；可重复\n"
                "      --skip 规则       不列这条规则；可重复\n"
                "  -f, --format 格式     text（默认）或 json\n"
                "      --stubs           不列规则，写出所有表式的指标名（LuaCATS），供编辑器\n"
                "                        补全，如：hecha rules --stubs -o labels.lua\n",
                "Usage: hecha rules [OPTION]…\n"
                "\n"
                "Lists the rules that would run: those of all installed packs without -p and -r.\n"
                "\n"
                "  -p, --pack PACK       list this pack only; may be repeated\n"
                "  -r, --rule FILE.lua   list this rule file only; may be repeated\n"
                "      --only RULE       list this rule only; may be repeated\n"
                "      --skip RULE       leave this rule out; may be repeated\n"
                "  -f, --format FORMAT   text (default) or json\n"
                "      --stubs           no rules, but the labels of all forms (LuaCATS), for\n"
                "                        editors to complete: hecha rules --stubs -o labels.lua\n");
}

const char *cli_help_explain(hecha_lang lang)
{
    return pick(lang,
                "用法：hecha explain [选项] 规则\n"
                "\n"
                "说明一条规则：名称、级别、依据、公式、适用的统计表、例子。\n"
                "规则写作 A03，或在几个包里同名时写作 包名/A03。\n"
                "\n"
                "  -p, --pack 包         在这个规则包里找；可重复\n"
                "  -r, --rule 文件.lua   在这个规则文件里找；可重复\n"
                "  -f, --format 格式     text（默认）或 json\n",
                "Usage: hecha explain [OPTION]… RULE\n"
                "\n"
                "Explains one rule: title, severity, basis, formula, forms, examples.\n"
                "RULE is A03, or PACK/A03 where several packs have that one.\n"
                "\n"
                "  -p, --pack PACK       look in this pack; may be repeated\n"
                "  -r, --rule FILE.lua   look in this rule file; may be repeated\n"
                "  -f, --format FORMAT   text (default) or json\n");
}

const char *cli_help_test(hecha_lang lang)
{
    return pick(
        lang,
        "用法：hecha test [选项] 包…\n"
        "\n"
        "运行规则包（文件夹、已安装的包名或单个规则文件）的测试：每条规则的正例（必须通过）和\n"
        "反例（必须查出问题），以及 tests/*.lua 里的用例（报告、应有的结果、信息和位置；见\n"
        "docs/testing.md）。每个失败一行；最后一行是“N passed, N failed”。测试中从未通过、\n"
        "从未查出问题或从未不适用的规则另行列出。有失败时退出码为 1。\n"
        "\n"
        "      --only 规则       只试这条规则；可重复\n"
        "      --skip 规则       不试这条规则；可重复\n"
        "      --threshold N     三种结果都见到的规则至少占 N %，否则退出码为 1\n"
        "  -v, --verbose         也列出通过的\n"
        "      --profile         最后把每条规则在例子和用例上用的时间写到标准错误\n"
        "      --watch           规则包改动后重新运行，直到 Ctrl-C\n",
        "Usage: hecha test [OPTION]… PACK…\n"
        "\n"
        "Runs the tests of packs (folders, names of installed packs, or single rule files): the\n"
        "good examples of every rule, which must pass, the bad ones, which must give a finding,\n"
        "and the cases in tests/*.lua: a report and the outcome, message and place it must come\n"
        "to (docs/testing.md). One line for each failure; the last line is \"N passed, N "
        "failed\".\n"
        "Rules that no test has seen to pass, to fail or not to apply are named. The exit status\n"
        "is 1 if a test fails.\n"
        "\n"
        "      --only RULE       try this rule only; may be repeated\n"
        "      --skip RULE       do not try this rule; may be repeated\n"
        "      --threshold N     1 as well unless N percent of the rules were seen to do all\n"
        "                        three\n"
        "  -v, --verbose         list what passes, too\n"
        "      --profile         at the end, what each rule took in examples and cases, on\n"
        "                        standard error\n"
        "      --watch           run again when the pack changes, until Ctrl-C\n");
}

const char *cli_help_lint(hecha_lang lang)
{
    return pick(
        lang,
        "用法：hecha lint [选项] 包…\n"
        "\n"
        "检查规则包（文件夹、已安装的包名或单个规则文件）的写法：不存在的指标、没有规则用到的\n"
        "指标、相同或矛盾的公式、数值与数字用 == 比较、按字节起作用的模式、用行号指称、缺依据、\n"
        "缺例子、遮住的名称、没用到的参数。每处一行：文件、行、级别、问题、做法。\n"
        "\n"
        "  -f, --format 格式     text（默认）或 json\n"
        "      --fail-on 级别    error（默认）、warning、notice 或 "
        "never（强制、核实、提示也可）：\n"
        "                        达到此级别的使退出码为 1\n"
        "      --watch           规则包改动后重新检查，直到 Ctrl-C\n",
        "Usage: hecha lint [OPTION]… PACK…\n"
        "\n"
        "Looks through packs (folders, names of installed packs, or single rule files) for what\n"
        "is doubtful: labels that no form has, items that no rule names, formulas that say the\n"
        "same or cannot both hold, == between a value and a number, patterns that work on\n"
        "bytes, rows named by number, a lack of basis or examples, hidden names, parameters that\n"
        "nothing reads. One line each: file, line, severity, what is wrong, what to do.\n"
        "\n"
        "  -f, --format FORMAT   text (default) or json\n"
        "      --fail-on LEVEL   error (default), warning, notice or never: what is at or above\n"
        "                        it makes the exit status 1\n"
        "      --watch           look again when the pack changes, until Ctrl-C\n");
}

const char *cli_help_new(hecha_lang lang)
{
    return pick(
        lang,
        "用法：hecha new pack 文件夹\n"
        "      hecha new rule 文件.lua\n"
        "\n"
        "写出规则包的骨架（pack.json、表式、规则、用例、说明），或带自己表式的单个规则文件。\n"
        "写出的能通过 hecha test 和 hecha lint，照着改即可。已有的文件不会改动。\n",
        "Usage: hecha new pack FOLDER\n"
        "       hecha new rule FILE.lua\n"
        "\n"
        "Writes the skeleton of a pack (pack.json, a form, rules, cases, a README), or a single\n"
        "rule file with a form of its own. It passes hecha test and hecha lint; change it step\n"
        "by step. Nothing that is there already is touched.\n");
}

const char *cli_help_repl(hecha_lang lang)
{
    return pick(
        lang,
        "用法：hecha repl [选项] 路径\n"
        "\n"
        "读入一份报告，然后每行一个公式（收到申请数 = 合计(子项)）或 Lua 表达式、语句\n"
        "（report:item \"收到申请数\"），立即显示结果。规则接口、沙箱和上限与规则相同；每行互不\n"
        "影响。列表每次显示 20 个，输入 more（或 更多）看下面的。输入也可以来自管道。以文件末尾\n"
        "（Ctrl-D）结束。\n"
        "\n"
        "  -p, --pack 包         也用这个规则包的表式；可重复\n"
        "  -r, --rule 文件.lua   也用这个规则文件的表式；可重复\n"
        "      --agency 机关     报告所属机关，代替识别的结果\n"
        "      --year 年度       报告年度，代替识别的结果\n",
        "Usage: hecha repl [OPTION]… PATH\n"
        "\n"
        "Reads a report, then takes a formula (received = sum(children)) or a Lua expression or\n"
        "statement (report:item \"…\") a line and shows at once what it comes to. The rule API, "
        "the\n"
        "sandbox and the limits are those of rules; no line sees what another did. The lines may\n"
        "come from a pipe. Of a list 20 are shown at a time; the line more shows the next. The\n"
        "end of the input (Ctrl-D) ends it.\n"
        "\n"
        "  -p, --pack PACK       know this pack's forms too; may be repeated\n"
        "  -r, --rule FILE.lua   know this rule file's forms too; may be repeated\n"
        "      --agency AGENCY   whose report it is, instead of what is recognised\n"
        "      --year YEAR       its year, instead of what is recognised\n");
}

const char *cli_help_common(hecha_lang lang)
{
    return pick(
        lang,
        "\n"
        "通用选项：\n"
        "  -o, --output 文件     写到文件（写完才出现），不写到标准输出\n"
        "      --lang zh|en      语言；默认按系统语言，JSON 默认中文\n"
        "      --color 何时      auto（默认，仅在终端上）、always 或 never\n"
        "  -h, --help            显示本说明\n"
        "\n"
        "退出码：0 没有问题；1 有达到 --fail-on 的问题；2 用法不对；3 有报告读不出来或\n"
        "只读出一部分；4 规则或规则包有错；5 触及限额；6 系统出错；130 被中断，已\n"
        "完成的都已写出，并注明不完整。以最大的为准。\n",
        "\n"
        "Common options:\n"
        "  -o, --output FILE     write to a file, which appears when it is whole\n"
        "      --lang zh|en      language; by default the locale's, and Chinese for JSON\n"
        "      --color WHEN      auto (default: on a terminal only), always or never\n"
        "  -h, --help            show this\n"
        "\n"
        "Exit status: 0 nothing found; 1 findings at or above --fail-on; 2 wrong usage; 3 a\n"
        "report could not be read, or only in part; 4 a rule or pack is broken; 5 a limit was\n"
        "hit; 6 the system failed; 130 interrupted: what was finished is written, marked as\n"
        "partial. The highest wins.\n");
}

void cli_help_overview(FILE *stream, hecha_lang lang)
{
    size_t count;
    const cli_command *commands = cli_commands(&count);
    fputs(pick(lang,
               "hecha " HECHA_VERSION "：按规则核查报告\n"
               "\n"
               "用法：hecha 命令 [选项] …\n"
               "\n",
               "hecha " HECHA_VERSION ": checks written reports against rules\n"
               "\n"
               "Usage: hecha COMMAND [OPTION]…\n"
               "\n"),
          stream);
    for (size_t i = 0; i < count; i++) {
        fprintf(stream, "  %-9s %s\n", commands[i].grammar.command,
                commands[i].summary[lang == HECHA_LANG_EN]);
    }
    fputs(pick(lang,
               "  help      显示一个命令的说明：hecha help check\n"
               "\n"
               "  --help、--version、--lang zh|en 可以不带命令。\n"
               "\n"
               "例：hecha check 报告文件夹\n"
               "    hecha check -r 我的规则.lua 报告.docx -f json -o 结果.json\n",
               "  help      show the help of a command: hecha help check\n"
               "\n"
               "  --help, --version and --lang zh|en need no command.\n"
               "\n"
               "Examples: hecha check reports/\n"
               "          hecha check -r my-rules.lua report.docx -f json -o result.json\n"),
          stream);
}
