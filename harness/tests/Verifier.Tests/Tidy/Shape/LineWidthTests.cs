using NUnit.Framework;

namespace Verifier.Tests.Tidy.Shape;

/// <summary>A line of code is no wider than .editorconfig says. How many wider ones a project has stands here, and may only shrink.</summary>
public sealed class LineWidthTests
{
    private const int Most = 140;

    private const string Old = "from before the rule";

    private static readonly Known[] s_known =
    [
        new("harness/bench/Verifier.Benchmarks/", 30, Old),
        new("harness/src/Verifier.Binaries/", 78, Old),
        new("harness/src/Verifier.Cli/", 286, Old),
        new("harness/src/Verifier.Engine/", 262, Old),
        new("harness/src/Verifier.Generators/", 32, Old),
        new("harness/src/Verifier.History/", 100, Old),
        new("harness/src/Verifier.Kernel/", 268, Old),
        new("harness/src/Verifier.NUnit/", 21, Old),
        new("harness/src/Verifier.Reporting/", 68, Old),
        new("harness/src/Verifier.Scenarios/", 134, Old),
        new("harness/src/Verifier.Workers/", 70, Old),
        new("harness/tests/Verifier.Acceptance/", 133, Old),
        new("harness/tests/Verifier.Binaries.Tests/", 87, Old),
        new("harness/tests/Verifier.Fuzzing/", 22, Old),
        new("harness/tests/Verifier.Tests/", 961, Old),
        new("harness/tests/models/", 3, Old),
    ];

    [Test]
    public void Tree_has_no_more_wide_lines_than_are_known() =>
        Offence.AssertNone(Known.Check(Tree.Files("harness/", ".cs").SelectMany(Find), s_known));

    [Test]
    public void Width_is_the_one_that_editors_are_told() =>
        Assert.That(Tree.Read(".editorconfig").Lines.Select(line => line.Text), Has.Member($"max_line_length = {Most}"));

    [Test]
    public void Find_wide_line_is_reported() => Assert.That(
        Find(Sample(Most + 1)).Select(offence => $"{offence.Line}: {offence.What}"),
        Is.EqualTo(new[] { "2: 141 columns, and 140 is the most" }));

    [TestCase(0)]
    [TestCase(Most)]
    public void Find_other_line_is_left_alone(int width) => Assert.That(Find(Sample(width)), Is.Empty);

    private static TreeFile Sample(int width) => new("A.cs", "\n" + new string('x', width) + "\r\n");

    private static IEnumerable<Offence> Find(TreeFile file) => file.Lines
        .Where(line => line.Text.Length > Most)
        .Select(line => new Offence(file.Path, line.Number, $"{line.Text.Length} columns, and {Most} is the most", "Break the line"));
}
