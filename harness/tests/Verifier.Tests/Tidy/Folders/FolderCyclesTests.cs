using NUnit.Framework;

namespace Verifier.Tests.Tidy.Folders;

/// <summary>
/// Folders of a project use each other in one direction. Where they do not yet, the number of folders in the largest circle stands here, and may only shrink.
/// </summary>
public sealed class FolderCyclesTests
{
    [TestCase("Verifier.Binaries", 9)]
    [TestCase("Verifier.Cli", 15)]
    [TestCase("Verifier.Engine", 7)]
    [TestCase("Verifier.Generators", 0)]
    [TestCase("Verifier.History", 2)]
    [TestCase("Verifier.Kernel", 24)]
    [TestCase("Verifier.Reporting", 2)]
    [TestCase("Verifier.Scenarios", 4)]
    [TestCase("Verifier.Workers", 3)]
    public void Largest_circle_of_a_project_has_no_more_folders_than_are_known(string project, int known)
    {
        var folder = $"harness/src/{project}/";
        var graph = FolderGraph.Of(project, folder, Tree.Files(folder, ".cs"));
        var circle = graph.LargestCycle();
        var arrows = graph.Arrows.Where(one => circle.Contains(one.Key.From) && circle.Contains(one.Key.To)).Select(one => $"{one.Key}: {string.Join(", ", one.Value)}");
        Assert.That(circle, Has.Length.EqualTo(known), $"if it is smaller now, lower the number here; its arrows:\n{string.Join('\n', arrows)}");
    }

    [Test]
    public void Folders_that_use_each_other_are_a_circle()
    {
        var graph = Of(("A/One.cs", "class One { Two? two; }"), ("B/Two.cs", "class Two { int Get() => Three.Value; }"), ("Three.cs", "class Three { public static int Value; One? one; }"));
        Assert.That(graph.LargestCycle(), Is.EqualTo(new[] { ".", "A", "B" }));
        Assert.That(graph.Arrows[new Arrow("B", ".")], Is.EqualTo(new[] { "Three" }));
    }

    [TestCase("class Two;")]
    [TestCase("class Two { void Make() { var one = 1; } }")]
    [TestCase("class Two; partial class One;")]
    public void Folders_that_are_used_in_one_direction_are_none(string two) =>
        Assert.That(Of(("A/One.cs", "partial class One { Two? two; }"), ("B/Two.cs", two)).LargestCycle(), Is.Empty);

    private static FolderGraph Of(params (string Path, string Text)[] files) => FolderGraph.Of("Sample", "src/", files.Select(file => new TreeFile("src/" + file.Path, file.Text)));
}
