using NUnit.Framework;

namespace Verifier.Tests.Tidy.Shape;

/// <summary>A file is short enough to be read at once.</summary>
public sealed class FileLengthTests
{
    private const int Most = 300;

    private static readonly Known[] s_known =
    [
        new("harness/src/Verifier.Kernel/", 2, "the scheduler and plug and play are not divided yet"),
        new("harness/src/Verifier.Binaries/Memory/DriverView.cs", 1, "one buffer behind every view of a driver's memory"),
        new("harness/src/Verifier.Binaries/Switching/StubEmitter.cs", 1, "machine code in the order in which it runs"),
        new("harness/src/Verifier.Engine/Execution/Workload.cs", 1, "one case for each operation of the language"),
        new("harness/tests/Verifier.Binaries.Tests/Building/PeImageBuilder.cs", 1, "a file's parts in the order in which they are written"),
        new("harness/tests/Verifier.Acceptance/", 1, "tests of one subject"),
        new("harness/tests/Verifier.Tests/Cli/", 1, "tests of one subject"),
        new("harness/tests/Verifier.Tests/Engine/", 1, "tests of one subject"),
        new("harness/tests/Verifier.Tests/Kernel/", 7, "tests of one subject"),
    ];

    [Test]
    public void Tree_has_no_long_file() => Offence.AssertNone(Known.Check(Tree.Files("harness/", ".cs").SelectMany(Find), s_known));

    [Test]
    public void Find_long_file_is_reported() =>
        Assert.That(Find(Sample(Most + 1)).Select(offence => offence.What), Is.EqualTo(new[] { "301 lines, and 300 is the most" }));

    [TestCase(0)]
    [TestCase(Most)]
    public void Find_other_file_is_left_alone(int lines) => Assert.That(Find(Sample(lines)), Is.Empty);

    private static TreeFile Sample(int lines) => new("A.cs", string.Concat(Enumerable.Repeat("// x\n", lines)));

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        var lines = file.Text.Count(letter => letter == '\n');
        if (lines > Most)
        {
            var what = $"{lines} lines, and {Most} is the most";
            yield return new Offence(file.Path, Most + 1, what, "Give one of its subjects a file of its own");
        }
    }
}
