using NUnit.Framework;

namespace Verifier.Tests.Tidy.Shape;

/// <summary>The tests of a folder stand in a folder of the same name: Verifier.Tests/X/Y tests Verifier.X/Y.</summary>
public sealed class TestFoldersTests
{
    private const string Tests = "harness/tests/Verifier.Tests/";

    private static readonly Known[] s_known =
    [
        new(Tests + "Cli/Commands/Compiled/", 1, "the commands with compiled drivers, which need the host to be able to"),
        new(Tests + "Engine/Execution/Words/", 1, "a test for each word of the workload language"),
        new(Tests + "Engine/Exploration/Planted/", 1, "drivers with planted defects"),
        new(Tests + "Fuzzing/", 1, "of the project Verifier.Fuzzing"),
        new(Tests + "Kernel/Audit/", 1, "tables of facts that the whole kernel is compared with"),
        new(Tests + "Kernel/BugChecks/Proof/", 1, "where each stop is proven"),
        new(Tests + "PublicApi/", 1, "of every package"),
        new(Tests + "Scenarios/Documentation/", 1, "of the pages that describe the language"),
        new(Tests + "Tidy/", 4, "of the repository"),
    ];

    [Test]
    public void Tree_has_a_source_folder_for_every_test_folder() => Offence.AssertNone(Known.Check(Find(Tree.Paths), s_known));

    [TestCase("Engine/Gone/ATests.cs", "Engine/Gone/")]
    [TestCase("Engine/Judging/Gone/ATests.cs", "Engine/Judging/Gone/")]
    [TestCase("Gone/ATests.cs", "Gone/")]
    public void Find_folder_without_counterpart_is_reported(string test, string folder) =>
        Assert.That(FindInSample(test), Is.EqualTo(new[] { Tests + folder }));

    [TestCase("Engine/Judging/ATests.cs")]
    [TestCase("Engine/ATests.cs")]
    [TestCase("ATests.cs")]
    [TestCase("Engine/Gone/table.txt")]
    public void Find_folder_with_counterpart_is_left_alone(string test) => Assert.That(FindInSample(test), Is.Empty);

    private static IEnumerable<string> FindInSample(string test) =>
        Find(["harness/src/Verifier.Engine/Judging/A.cs", Tests + test]).Select(offence => offence.Path);

    private static IEnumerable<Offence> Find(IReadOnlyCollection<string> paths)
    {
        var sources = paths.Where(path => path.StartsWith("harness/src/Verifier.", StringComparison.Ordinal)).ToList();
        return paths.Where(path => path.StartsWith(Tests, StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => path[Tests.Length..(path.LastIndexOf('/') + 1)])
            .Where(folder => folder.Length > 0)
            .Distinct()
            .Where(folder => !sources.Exists(source => source.StartsWith($"harness/src/Verifier.{folder}", StringComparison.Ordinal)))
            .Select(folder => new Offence(
                Tests + folder, 1, $"there is no harness/src/Verifier.{folder}", "Move the tests to the folder of what they test"));
    }
}
