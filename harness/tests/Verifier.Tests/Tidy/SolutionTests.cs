using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>Verifier.sln is in the format every tool reads and holds every project: what it lacks, neither build nor test sees.</summary>
public sealed class SolutionTests
{
    private static readonly Regex s_project = new(@"^Project\(""[^""]+""\) = ""[^""]+"", ""(?<path>[^""]+\.csproj)""");

    [Test]
    public void Solution_is_classic_and_complete() =>
        Offence.AssertNone(Find(Tree.Read("Verifier.sln"), [.. ProjectFile.All.Select(project => project.Path)]));

    [Test]
    public void Tree_has_one_solution() =>
        Assert.That(Tree.Paths.Where(path => Regex.IsMatch(path, @"\.slnx?f?$")), Is.EqualTo(new[] { "Verifier.sln" }));

    [Test]
    public void Find_missing_and_dead_projects_are_reported()
    {
        var solution = new TreeFile(
            "Verifier.sln", "Format Version 12.00\nProject(\"{X}\") = \"A\", \"src\\A.csproj\", \"{Y}\"\nEndProject\n");

        Assert.That(Find(solution, ["src/A.csproj"]), Is.Empty);
        Assert.That(Find(solution, ["src/A.csproj", "src/B.csproj"]).Single().What, Does.Contain("src/B.csproj"));
        Assert.That(Find(solution, []).Single().Line, Is.EqualTo(2));
    }

    [Test]
    public void Find_new_format_is_reported() =>
        Assert.That(Find(new TreeFile("Verifier.sln", "<Solution />"), []).Count(), Is.EqualTo(1));

    private static IEnumerable<Offence> Find(TreeFile solution, string[] projects)
    {
        if (!solution.Text.Contains("Format Version 12.00", StringComparison.Ordinal))
        {
            yield return new Offence(solution.Path, 1, "not the classic format", "Create it with dotnet new sln --format sln");
        }
        var listed = new HashSet<string>();
        foreach (var (number, line) in solution.Lines)
        {
            if (s_project.Match(line) is not { Success: true } match)
            {
                continue;
            }
            var path = match.Groups["path"].Value.Replace('\\', '/');
            listed.Add(path);
            if (!projects.Contains(path))
            {
                yield return new Offence(solution.Path, number, path + " does not exist", "Run dotnet sln remove");
            }
        }
        foreach (var path in projects.Where(path => !listed.Contains(path)))
        {
            yield return new Offence(solution.Path, 1, path + " is missing", "Run dotnet sln add");
        }
    }
}
