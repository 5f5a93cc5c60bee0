using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Scenarios.Diagnostics;

public sealed class DiagnosticTests
{
    [Test]
    public void ToString_is_the_form_that_msbuild_recognises() =>
        Assert.That(Script.Bad("systm: windows-xp-x86", DiagnosticCodes.UnknownKey).ToString(), Is.EqualTo(
            "scenarios/sample.yaml(4,1): error VS1101: 'systm' is not a key of a scenario; did you mean 'system'?"
            + " (allowed: scenario, says, drivers, with, regression, system, verifier, device, hardware, registry, seed, below, files, workload, faults, explore, expect)"));

    [Test]
    public void ToDetailedString_shows_the_line_with_carets() =>
        Assert.That(Script.Bad("verifier: [special-pol]", DiagnosticCodes.UnknownWord).ToDetailedString().Split('\n')[1..], Is.EqualTo(new[]
        {
            "    verifier: [special-pol]",
            "               ^^^^^^^^^^^",
        }));

    [Test]
    public void ToDetailedString_long_line_is_cut_around_the_caret()
    {
        Diagnostic diagnostic = Script.Bad("says: ok # " + new string('x', 3000) + "\nexplore: ["
            + string.Concat(Enumerable.Repeat("each, ", 500)) + "eech]",
            DiagnosticCodes.UnknownWord);

        Assert.That(diagnostic.SourceLine, Has.Length.EqualTo(120));
        Assert.That(diagnostic.SourceLine!.Substring(diagnostic.CaretOffset, diagnostic.CaretLength), Is.EqualTo("eech"));
    }

    [Test]
    public void ToDetailedString_tab_keeps_the_caret_in_place()
    {
        Diagnostic diagnostic = Script.Bad("system: {\tprofile: windows-95 }", DiagnosticCodes.UnknownProfile);

        Assert.That(diagnostic.SourceLine!.Substring(diagnostic.CaretOffset, diagnostic.CaretLength), Is.EqualTo("windows-95"));
    }

    [Test]
    public void Read_reports_everything_at_once_in_the_order_of_the_file()
    {
        ScenarioDocument document = Script.Read("""
            scenario: other
            drivers: []
            system: windows-95
            workload:
              - laod
              - open: { device: Device, as: h, mode: 3 }
              - write: { on: k }
            faults:
              - { fail: ExAllocatePoolWithTug, when: { nth: 0, probability: 6 } }
            expect:
              - { finding: state-lots }
            """);

        Assert.That(document.Diagnostics.Select(d => $"{d.Span} {d.Code} {d.Suggestion}".TrimEnd()), Is.EqualTo(new[]
        {
            "1,11 VS1301", "2,10 VS1106", "3,9 VS1307", "5,5 VS1104 load", "6,21 VS1211",
            "6,36 VS1101", "7,5 VS1302", "7,12 VS1102", "9,13 VS1306 ExAllocatePoolWithTag", "9,49 VS1202", "9,52 VS1308", "9,65 VS1205",
                "11,16 VS1207 state-lost",
        }), () => Script.Text(document));
    }

    [TestCase("ExAllocatePoolWithTug", "ExAllocatePoolWithTag")]
    [TestCase("exallocatepoolwithtag", "ExAllocatePoolWithTag")]
    [TestCase("workitem", "work-item")]
    [TestCase("work_item", "work-item")]
    [TestCase("zzz", null)]
    public void Suggestion_is_the_nearest_word(string written, string? nearest) =>
        Assert.That(Script.Bad($"faults: [ {{ fail: {written} }} ]", DiagnosticCodes.UnknownDdi).Suggestion, Is.EqualTo(nearest));

    [Test]
    public void All_codes_are_unique_ascending_and_documented()
    {
        string[] ids = [.. DiagnosticCodes.All.Select(c => c.Id)];
        string page = Tree.Read("harness/docs/SCENARIOS.md").Text;

        Assert.That(ids, Is.Unique.And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(DiagnosticCodes.All.Where(c => !page.Contains($"| {c.Id} | {c.Title} |", StringComparison.Ordinal)).Select(c => c.Id),
            Is.Empty);
        Assert.That(typeof(DiagnosticCodes).GetFields(), Has.Length.EqualTo(ids.Length));
    }
}
