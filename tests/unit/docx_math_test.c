#include "docx_fixture.h"

#define T(text) "<m:r><m:t>" text "</m:t></m:r>"
#define E(content) "<m:e>" content "</m:e>"
#define EQ(content) "<w:p><w:r><w:t>率</w:t></w:r><m:oMath>" content "</m:oMath></w:p>"
#define F(num, den) "<m:f><m:num>" num "</m:num><m:den>" den "</m:den></m:f>"
#define SUP(content) "<m:sup>" content "</m:sup>"
#define SUB(content) "<m:sub>" content "</m:sub>"

static void fractions_keep_their_bar(void **state)
{
    (void)state;
    assert_docx(EQ(T("=") F(T("100"), T("120"))), NULL, "p 率=100/120\n");
    assert_docx(EQ(F(T("办结数"), T("收到数") T("+") T("结转数"))), NULL,
                "p 率办结数/(收到数+结转数)\n");
    assert_docx(EQ(F(F(T("1"), T("2")), T("3"))), NULL, "p 率(1/2)/3\n");
    assert_docx(EQ("<m:d><m:e><m:f><m:fPr><m:type m:val='noBar'/></m:fPr><m:num>" T(
                    "n") "</m:num><m:den>" T("k") "</m:den></m:f></m:e></m:d>"),
                NULL, "p 率(n¦k)\n");
    assert_docx(EQ(F("", "")), NULL, "p 率\n");
}

static void scripts_and_roots(void **state)
{
    (void)state;
    assert_docx(EQ("<m:sSup>" E(T("10")) SUP(T("-6")) "</m:sSup>"), NULL, "p 率10^(-6)\n");
    assert_docx(EQ("<m:sSubSup>" E(T("x")) SUB(T("i")) SUP(T("2")) "</m:sSubSup>"), NULL,
                "p 率x_i^2\n");
    assert_docx(EQ("<m:rad><m:deg/>" E(T("x+1")) "</m:rad>"), NULL, "p 率√(x+1)\n");
    assert_docx(EQ("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>" SUB(T("i=1")) SUP(T("n"))
                       E(T("x")) "</m:nary>"),
                NULL, "p 率∑_(i=1)^nx\n");
    assert_docx(EQ("<m:nary><m:naryPr/>" SUB("") SUP("") E(T("x")) "</m:nary>"), NULL, "p 率∫x\n");
    assert_docx(EQ("<m:limUpp>" E(T("a")) "<m:lim>" T("b") "</m:lim></m:limUpp>"
                                                           "<m:limLow>" E(T("a")) "<m:lim>" T(
                                                               "b") "</m:lim></m:limLow>"),
                NULL, "p 率a^ba_b\n");
}

static void brackets_and_arrays(void **state)
{
    (void)state;
    assert_docx(EQ("<m:d>" E(T("a")) E(T("b")) "</m:d>"), NULL, "p 率(a|b)\n");
    assert_docx(EQ("<m:d><m:dPr><m:begChr m:val='{'/><m:sepChr m:val=';'/><m:endChr m:val=''/>"
                   "</m:dPr>" E(T("a")) E(T("b")) "</m:d>"),
                NULL, "p 率{a;b\n");
    assert_docx(EQ("<m:d/>"), NULL, "p 率()\n");
    assert_docx(
        EQ("<m:m><m:mr>" E(T("a")) E(T("b")) "</m:mr><m:mr>" E(T("c")) E(T("d")) "</m:mr></m:m>"),
        NULL, "p 率[a,b;c,d]\n");
    assert_docx(EQ("<m:eqArr>" E(T("a")) E(T("b")) "</m:eqArr>"), NULL, "p 率a/b\n");
}

static void changes_in_equations(void **state)
{
    (void)state;
    assert_docx(EQ(F(T("1"), T("2")) "<w:del w:author='x'>" F(T("3"), T("4")) "</w:del>"), NULL,
                "p 率1/2\n~deleted 34 (x)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fractions_keep_their_bar),
        cmocka_unit_test(scripts_and_roots),
        cmocka_unit_test(brackets_and_arrays),
        cmocka_unit_test(changes_in_equations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
