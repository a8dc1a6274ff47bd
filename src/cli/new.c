/* hecha new: skeletons that pass hecha test and hecha lint. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/say.h"

#define LONGEST 4096

static const char manifest[] =
    "{\"name\": \"@\", \"version\": \"0.1.0\", \"api\": 1, \"title\": \"示例规则\",\n"
    " \"authors\": [\"\"], \"licence\": \"\",\n"
    " \"subject\": {\"title\": [\"申请情况…年度报告\"],\n"
    "  \"agency\": [{\"in\": \"title\", \"pattern\": \"^{agency}申请情况\"}],\n"
    "  \"year\": [{\"in\": \"title\", \"pattern\": \"{year}年度报告\"}]}}\n";

static const char the_form[] =
    "-- 表怎么印就怎么写：名称 | 单位；缩进表示上下级。\n"
    "-- A form as it is printed: label | unit; indentation gives the parent.\n"
    "form \"form-1\" {\n"
    "  title = \"申请情况统计表\",\n"
    "  blank_is_zero = true,\n"
    "  rows = [[\n"
    "一、收到申请数 | 件 | 子项\n"
    "  1.当面申请数 | 件\n"
    "  2.网络申请数 | 件\n"
    "]],\n"
    "}\n";

static const char the_rule[] =
    "rule \"A01\" {\n"
    "  title = \"收到申请数等于各渠道之和\",\n"
    "  severity = \"error\",\n"
    "  form = \"form-1\",\n"
    "  basis = \"统计表的表内关系\",\n"
    "  formula = \"收到申请数 = 合计(子项)\",\n"
    "  good = {items = {[\"收到申请数\"] = 3, [\"当面申请数\"] = 1, [\"网络申请数\"] = 2}},\n"
    "  bad = {items = {[\"收到申请数\"] = 4, [\"当面申请数\"] = 1, [\"网络申请数\"] = 2}},\n"
    "}\n";

/* For a pack that has forms already. @ is the name of the file. */
static const char text_rule[] = "rule \"@-1\" {\n"
                                "  title = \"正文应提到申请\",\n"
                                "  severity = \"notice\",\n"
                                "  basis = \"报告提纲\",\n"
                                "  check = function(report, expect)\n"
                                "    expect.checked()\n"
                                "    if #report:find(\"申请\") == 0 then\n"
                                "      expect.fail(\"正文没有提到申请\")\n"
                                "    end\n"
                                "  end,\n"
                                "  good = \"情况报告\\n\\n全年收到申请3件。\\n\",\n"
                                "  bad = \"情况报告\\n\\n本年没有有关情况。\\n\",\n"
                                "}\n";

static const char the_cases[] =
    "-- 用例：一份报告，和规则应有的结果。A case: a report, and what rules must come to.\n"
    "case \"子项少了一件\" {\n"
    "  rule = \"A01\", expect = \"fail\",\n"
    "  items = {[\"收到申请数\"] = 3, [\"当面申请数\"] = 2},\n"
    "  at = \"收到申请数\", stated = \"3\", expected = \"2\", findings = 1,\n"
    "}\n"
    "\n"
    "case \"没有统计表\" {\n"
    "  rule = \"A01\", expect = \"not_applicable\",\n"
    "  text = \"某局申请情况2020年度报告\\n\\n本年没有统计表。\\n\",\n"
    "}\n";

static const char readme[] = "# @\n"
                             "\n"
                             "    hecha test .          # 例子和用例 / examples and cases\n"
                             "    hecha lint .          # 写法 / what is doubtful\n"
                             "    hecha check -p . 报告.docx\n";

static hecha_exit complain(const cli_options *options, cli_message message, const char *what)
{
    cli_say(stderr, options->ui, message, what, NULL);
    return HECHA_EXIT_USAGE;
}

static hecha_exit cannot_write(const cli_options *options, const char *path, int number)
{
    cli_say(stderr, options->ui, CLI_CANNOT_WRITE, path, strerror(number), NULL);
    return HECHA_EXIT_SYSTEM;
}

/* A file that is not there yet, of one or two texts; @ is the name. */
static hecha_exit write_file(const cli_options *options, const char *path, const char *name,
                             const char *first, const char *second)
{
    FILE *file = fopen(path, "wx");
    if (file == NULL && errno == EEXIST)
        return complain(options, CLI_NEW_EXISTS, path);
    if (file == NULL)
        return cannot_write(options, path, errno);
    for (const char *at = first; *at != '\0'; at++) {
        if (*at == '@')
            fputs(name, file);
        else
            fputc(*at, file);
    }
    fputs(second, file);
    int failed = ferror(file);
    failed |= fclose(file) != 0;
    return failed ? cannot_write(options, path, errno) : HECHA_EXIT_CLEAN;
}

static hecha_exit write_in(const cli_options *options, const char *folder, const char *name,
                           const char *called, const char *text)
{
    char path[LONGEST + 64];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return write_file(options, path, called, text, "");
}

/* The last part of the path without its ending; 0 if it cannot be a name. */
static int take_name(const char *path, const char *ending, char *out, size_t size)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    size_t start = length;
    while (start > 0 && path[start - 1] != '/')
        start--;
    length -= start + strlen(ending);
    if (length == 0 || length >= size || length > 64)
        return 0;
    memcpy(out, path + start, length);
    out[length] = '\0';
    return out[0] != '-' && strspn(out, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-_") == length;
}

/* The folder may be there if it is empty of what is written. */
static hecha_exit make_folder(const cli_options *options, const char *folder, const char *below)
{
    char path[LONGEST + 64];
    snprintf(path, sizeof(path), "%s%s", folder, below);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return cannot_write(options, path, errno);
    return HECHA_EXIT_CLEAN;
}

static hecha_exit new_pack(const cli_options *options, const char *folder)
{
    static const struct {
        const char *name, *text;
    } files[] = {{"pack.json", manifest},
                 {"forms/form-1.lua", the_form},
                 {"rules/a.lua", the_rule},
                 {"tests/a.lua", the_cases},
                 {"README.md", readme}};
    static const char *const folders[] = {"", "/forms", "/rules", "/tests"};
    char name[80];
    if (strlen(folder) > LONGEST || !take_name(folder, "", name, sizeof(name)))
        return complain(options, CLI_NEW_NAME, folder);
    hecha_exit status = HECHA_EXIT_CLEAN;
    for (size_t i = 0; status == 0 && i < sizeof(folders) / sizeof(*folders); i++)
        status = make_folder(options, folder, folders[i]);
    for (size_t i = 0; status == 0 && i < sizeof(files) / sizeof(*files); i++)
        status = write_in(options, folder, files[i].name, name, files[i].text);
    return status;
}

/* 1 if the file would stand in the folder rules/ of a pack. */
static int is_in_pack(const char *path)
{
    char manifest_path[LONGEST + 64];
    struct stat info;
    const char *slash = strrchr(path, '/');
    int folder = slash != NULL ? (int)(slash - path) : 1;
    snprintf(manifest_path, sizeof(manifest_path), "%.*s/../pack.json", folder,
             slash != NULL ? path : ".");
    return strlen(path) <= LONGEST && stat(manifest_path, &info) == 0;
}

static hecha_exit new_rule(const cli_options *options, const char *path)
{
    char name[80];
    size_t length = strlen(path);
    if (length < 5 || strcmp(path + length - 4, ".lua") != 0)
        return complain(options, CLI_NEW_ENDING, path);
    if (!take_name(path, ".lua", name, sizeof(name)))
        return complain(options, CLI_NEW_NAME, path);
    if (is_in_pack(path))
        return write_file(options, path, name, text_rule, "");
    return write_file(options, path, name, the_form, the_rule);
}

hecha_exit cli_new(const cli_options *options)
{
    const char *kind = options->operands.items[0], *path = options->operands.items[1];
    hecha_exit status;
    if (strcmp(kind, "pack") == 0)
        status = new_pack(options, path);
    else if (strcmp(kind, "rule") == 0)
        status = new_rule(options, path);
    else
        return complain(options, CLI_NEW_KIND, kind);
    if (status == HECHA_EXIT_CLEAN)
        cli_say(stdout, options->ui, CLI_NEW_MADE, path, NULL);
    return status;
}
