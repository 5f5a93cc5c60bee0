using NUnit.Framework;

namespace Verifier.Tests.Tidy.Shape;

/// <summary>A folder has no more files beside each other than people take in at once; those of its sub-folders count there.</summary>
public sealed class FolderSizeTests
{
    private const int Most = 25;

    private static readonly Known[] s_known =
    [
        new("harness/src/Verifier.Kernel/", 1, "the constants of the headers, one enumeration a file"),
        new("harness/tests/Verifier.Tests/Kernel/", 1, "as the folder that is tested"),
    ];

    [Test]
    public void Tree_has_no_folder_of_many_files() =>
        Offence.AssertNone(Known.Check(Find(Tree.Paths.Where(path => path.StartsWith("harness/", StringComparison.Ordinal))), s_known));

    [Test]
    public void Find_folder_of_many_files_is_reported() => Assert.That(
        Find(Sample("a/b/", Most + 1)).Select(offence => $"{offence.Path}: {offence.What}"),
        Is.EqualTo(new[] { "a/b/: 26 files, and 25 is the most" }));

    [Test]
    public void Find_files_in_sub_folders_are_left_alone() =>
        Assert.That(Find([.. Sample("a/", Most), .. Sample("a/b/", Most), .. Enumerable.Repeat("a/c.md", Most)]), Is.Empty);

    private static IEnumerable<string> Sample(string folder, int files) =>
        Enumerable.Range(1, files).Select(number => $"{folder}File{number}.cs");

    private static IEnumerable<Offence> Find(IEnumerable<string> paths) => paths
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
        .GroupBy(path => path[..(path.LastIndexOf('/') + 1)])
        .Where(folder => folder.Count() > Most)
        .Select(folder => new Offence(
            folder.Key, 1, $"{folder.Count()} files, and {Most} is the most", "Give one of its subjects a folder of its own"));
}
