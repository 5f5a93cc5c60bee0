namespace Verifier.Tests.Tidy.Folders;

/// <summary>
/// Folders of a project use each other in one direction. Where they do not yet, the number of folders that lie in a circle stands here, and may only shrink.
/// </summary>
public sealed class FolderCyclesTests
{
    [TestCase("Verifier.Binaries", 0)]
    [TestCase("Verifier.Cli", 0)]
    [TestCase("Verifier.Engine", 0)]
    [TestCase("Verifier.Generators", 0)]
    [TestCase("Verifier.History", 0)]
    [TestCase("Verifier.Kernel", 0)]
    [TestCase("Verifier.Reporting", 0)]
    [TestCase("Verifier.Scenarios", 0)]
    [TestCase("Verifier.Workers", 0)]
    public void Folders_in_circles_are_no_more_than_are_known(string project, int known)
    {
        var folder = $"harness/src/{project}/";
        var graph = FolderGraph.Of(project, folder, Tree.Files(folder, ".cs"));
        var arrows = graph.InCircles();
        var lines = arrows.Select(arrow => $"{arrow}: {string.Join(", ", graph.Arrows[arrow])}");
        Assert.That(arrows.Select(arrow => arrow.From).Distinct().Count(), Is.EqualTo(known), $"if there are fewer now, lower the number here; the arrows:\n{string.Join('\n', lines)}");
    }

    [Test]
    public void Every_project_with_code_is_looked_at()
    {
        var cases = GetType().GetMethod(nameof(Folders_in_circles_are_no_more_than_are_known))!.GetCustomAttributes(typeof(TestCaseAttribute), inherit: false);
        var projects = Tree.Paths.Where(path => path.StartsWith("harness/src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => path.Split('/'))
            .Where(parts => parts.Length > 4)
            .Select(parts => parts[2])
            .Distinct();
        Assert.That(cases.Cast<TestCaseAttribute>().Select(one => one.Arguments[0]), Is.EquivalentTo(projects), "a project with folders");
    }

    [Test]
    public void Folders_that_use_each_other_are_a_circle()
    {
        var graph = Of(
            ("A/One.cs", "class One { Two? two; }"),
            ("B/Two.cs", "class Two { int Get() => Three.Value; }"),
            ("Three.cs", "class Three { public static int Value; One? one; }"),
            ("C/Four.cs", "class Four { One? one; }"));
        Assert.That(graph.InCircles().Select(arrow => arrow.ToString()), Is.EqualTo(new[] { ". -> A", "A -> B", "B -> ." }));
        Assert.That(graph.Arrows[new Arrow("B", ".")], Is.EqualTo(new[] { "Three" }));
    }

    [TestCase("class Two;")]
    [TestCase("class Two { void Make() { var one = 1; } }")]
    [TestCase("partial class One; class Two { One? one; }")]
    public void Folders_that_are_used_in_one_direction_are_none(string two)
    {
        var graph = Of(("A/One.cs", "partial class One { Two? two; }"), ("B/Two.cs", two));
        Assert.That(graph.Arrows.Keys.Select(arrow => arrow.ToString()), Is.EqualTo(new[] { "A -> B" }));
        Assert.That(graph.InCircles(), Is.Empty);
    }

    private static FolderGraph Of(params (string Path, string Text)[] files) => FolderGraph.Of("Sample", "src/", files.Select(file => new TreeFile("src/" + file.Path, file.Text)));
}
