#include "test.h"

#include "small_pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "folder.h"
#include "result/frame.h"

void small_pack_write(const char *name, const char *rules)
{
    char path[256];
    char manifest[1024];
    snprintf(manifest, sizeof(manifest),
             "{\"name\": \"%s\", \"version\": \"1.0.0\", \"api\": 1, \"title\": \"x\","
             "\"subject\": {\"title\": [\"申请情况…年度报告\"],"
             "\"agency\": [{\"in\": \"title\", \"pattern\": \"^{agency}申请情况\"}],"
             "\"year\": [{\"in\": \"title\", \"pattern\": \"{year}年度报告\"}]}}",
             name);
    snprintf(path, sizeof(path), "packs/%s/pack.json", name);
    test_folder_text(path, manifest);
    snprintf(path, sizeof(path), "packs/%s/forms/sq.lua", name);
    test_folder_text(path, "form \"sq\" {\n"
                           "  title = \"申请情况统计表\", years = {2014, 2017},\n"
                           "  blank_is_zero = true, fields = {\"填报单位\"},\n"
                           "  rows = [[\n"
                           "一、申请情况 | ——\n"
                           "  （一）收到申请数 | 件 | 子项\n"
                           "    1.当面申请数 | 件\n"
                           "    2.网络申请数 | 件\n"
                           "  （二）申请办结数 | 件\n"
                           "]]}\n");
    snprintf(path, sizeof(path), "packs/%s/rules/all.lua", name);
    test_folder_text(path, rules);
}

char *small_pack_report(const char *received, const char *desk, const char *online,
                        const char *finished)
{
    char text[2048];
    snprintf(text, sizeof(text),
             SMALL_TITLE SMALL_HEAD "一、申请情况\t——\t\n（一）收到申请数\t件\t%s\n"
                                    "1.当面申请数\t件\t%s\n2.网络申请数\t件\t%s\n"
                                    "（二）申请办结数\t件\t%s\n",
             received, desk, online, finished);
    return strdup(text);
}

int small_run_open(small_run *run, const char *folder, const char *rule_file, hecha_err *err)
{
    audit_source source;
    base_str chosen = base_str_c(folder), file = base_str_c(rule_file);
    base_str *installed;
    memset(run, 0, sizeof(*run));
    memset(&source, 0, sizeof(source));
    base_buf_init(&run->frame);
    run->arena = base_arena_new(0);
    assert_non_null(run->arena);
    assert_int_equal(pack_list("packs", run->arena, &installed, &source.installed_count, err), 0);
    source.installed = installed;
    source.packs = &chosen;
    source.pack_count = folder != NULL;
    source.rule_files = &file;
    source.rule_file_count = rule_file != NULL;
    source.lang = HECHA_LANG_ZH;
    int code = audit_ruleset_load(&source, &run->rules, err);
    if (code == 0)
        code = audit_job_new(run->rules, HECHA_LANG_ZH, NULL, &run->job, err);
    return code;
}

void small_run_close(small_run *run)
{
    audit_job_free(run->job);
    audit_ruleset_free(run->rules);
    base_arena_free(run->arena);
    base_buf_dispose(&run->frame);
}

result_report *small_run_audit(small_run *run, const char *text, int year, const rule *only)
{
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    result_report *report = NULL;
    audit_request request;
    memset(&request, 0, sizeof(request));
    request.path = base_str_c("report.txt");
    request.bytes = base_str_c(text);
    request.year = year;
    request.only = only;
    base_buf_clear(&run->frame);
    base_arena_reset(run->arena);
    assert_int_equal(audit_job_run(run->job, &request, &run->frame, NULL, &err), 0);
    assert_int_equal(result_frame_read(run->arena, base_buf_str(&run->frame), &report, &err), 0);
    return report;
}

const result_rule *small_outcome(const result_report *report, const char *name)
{
    for (size_t i = 0; i < report->rule_count; i++) {
        if (base_str_eq_c(report->rules[i].rule, name))
            return &report->rules[i];
    }
    fail_msg("%s was not asked", name);
    return NULL;
}
