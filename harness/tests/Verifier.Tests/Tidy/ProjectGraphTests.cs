using System.Xml.Linq;

namespace Verifier.Tests.Tidy;

/// <summary>
/// The rooms and what each may know (harness/docs/ARCHITECTURE.md#the-flow-and-the-rooms-along-it). The walls that matter: a driver sees
/// the kernel and nothing else, so it cannot tell whether it is watched; the kernel knows nothing of faults or scenarios and uses no
/// package.
/// </summary>
public sealed class ProjectGraphTests
{
    private const string Generators = "Verifier.Generators";
    private const string Kernel = "Verifier.Kernel";
    private const string Scenarios = "Verifier.Scenarios";
    private const string Engine = "Verifier.Engine";
    private const string Binaries = "Verifier.Binaries";
    private const string Workers = "Verifier.Workers";
    private const string History = "Verifier.History";
    private const string Reporting = "Verifier.Reporting";
    private const string Door = "Verifier.NUnit";
    private const string Canaries = "Verifier.Canaries";
    private const string Cli = "Verifier.Cli";

    private static readonly Room s_driver = new([Kernel], []);

    private static readonly Dictionary<string, Room> s_rooms = new()
    {
        [Generators] = new([], ["Microsoft.CodeAnalysis.CSharp"]),
        [Kernel] = new([Generators], []),
        [Scenarios] = new([Kernel], ["YamlDotNet"]),
        [Engine] = new([Kernel, Scenarios], []),
        [Binaries] = new([Kernel], ["Iced"]),
        [Workers] = new([Engine, Binaries], ["Polly.Core"]),
        [History] = new([Engine], ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"]),
        [Reporting] = new([Engine, History], []),
        [Door] = new([Engine, Workers], ["NUnit"]),
        [Canaries] = s_driver,
        [Cli] = new(
            [Kernel, Scenarios, Engine, Binaries, Workers, History, Reporting, Door, Canaries, "Verifier.Drivers"],
            ["Polly.Core", "Serilog", "Serilog.Sinks.File", "System.CommandLine"]),
    };

    private static readonly HashSet<string> s_analyzers =
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Meziantou.Analyzer", "NUnit.Analyzers", "Roslynator.Analyzers"];

    [Test]
    public void Tree_has_only_the_references_of_the_architecture() => Offence.AssertNone(ProjectFile.All.SelectMany(Find));

    [Test]
    public void Tree_gives_every_project_only_analyzers_from_the_props() =>
        Offence.AssertNone(new ProjectFile(Tree.Read("Directory.Build.props")) is var props
            ? props.Items("PackageReference").Where(item => !IsAnalyzer(item)).Select(item => NotAllowed(props, item))
            : []);

    [TestCase("harness/src/Verifier.Kernel", "ProjectReference", "../Verifier.Engine/Verifier.Engine.csproj")]
    [TestCase("harness/src/Verifier.Kernel", "PackageReference", "Serilog")]
    [TestCase("harness/src/Verifier.Scenarios", "ProjectReference", "..\\Verifier.Engine\\Verifier.Engine.csproj")]
    [TestCase("harness/src/Verifier.Engine", "ProjectReference", "../../../drivers-under-test/Verifier.Drivers.csproj")]
    [TestCase("drivers-under-test/Verifier.Drivers", "ProjectReference", "../../harness/src/Verifier.Engine/Verifier.Engine.csproj")]
    [TestCase("drivers-under-test/Verifier.Drivers", "Reference", "Verifier.Engine.dll")]
    [TestCase("harness/src/Verifier.Canaries", "ProjectReference", "../Verifier.Engine/Verifier.Engine.csproj")]
    [TestCase("harness/src/Verifier.Workers", "ProjectReference", "../Verifier.Cli/Verifier.Cli.csproj")]
    [TestCase("harness/src/Verifier.Shared", "None", "a.txt")]
    [TestCase("tools/Tool", "None", "a.txt")]
    public void Find_edge_across_a_wall_is_reported(string folder, string kind, string include) =>
        Assert.That(Find(Planted(folder, kind, include)).Count(), Is.EqualTo(1));

    [TestCase("harness/src/Verifier.Scenarios", "PackageReference", "YamlDotNet")]
    [TestCase("harness/src/Verifier.Kernel", "PackageReference", "Meziantou.Analyzer")]
    [TestCase("harness/src/Verifier.Reporting", "ProjectReference", "../Verifier.History/Verifier.History.csproj")]
    [TestCase("drivers-under-test/Other", "ProjectReference", "../../harness/src/Verifier.Kernel/Verifier.Kernel.csproj")]
    [TestCase("harness/tests/Verifier.Tests", "PackageReference", "Moq")]
    public void Find_edge_of_the_architecture_is_left_alone(string folder, string kind, string include) =>
        Assert.That(Find(Planted(folder, kind, include)), Is.Empty);

    private static ProjectFile Planted(string folder, string kind, string include) => new(new TreeFile(
        $"{folder}/{Path.GetFileName(folder)}.csproj",
        $"<Project><ItemGroup><{kind} Include=\"{include}\" PrivateAssets=\"all\" /></ItemGroup></Project>"));

    private static IEnumerable<Offence> Find(ProjectFile project)
    {
        if (project.Path.StartsWith("harness/tests/", StringComparison.Ordinal)
            || project.Path.StartsWith("harness/bench/", StringComparison.Ordinal)
            || project.Path.StartsWith("harness/samples/", StringComparison.Ordinal))
        {
            return [];
        }
        var isDriver = project.Path.StartsWith("drivers-under-test/", StringComparison.Ordinal);
        var room = isDriver ? s_driver : s_rooms.GetValueOrDefault(project.Name);
        if (room is null)
        {
            return [new Offence(project.Path, 1, "not in the architecture", "Make it a folder of a room, or add it here with a reason")];
        }
        var projects = project.Items("ProjectReference").Where(item => !room.Projects.Contains(ReferencedProject(item)));
        var packages = project.Items("PackageReference").Where(item => !IsAnalyzer(item) && !room.Packages.Contains(Included(item)));
        return projects.Concat(packages).Concat(project.Items("Reference")).Select(item => NotAllowed(project, item));
    }

    private static Offence NotAllowed(ProjectFile project, XElement item) => project.At(
        item,
        $"{project.Name} may not reference {Included(item)}",
        "Move the code to the room that may, or turn the dependency round (harness/docs/ARCHITECTURE.md#the-flow-and-the-rooms-along-it)");

    private static bool IsAnalyzer(XElement item) =>
        s_analyzers.Contains(Included(item)) && (string?)item.Attribute("PrivateAssets") == "all";

    private static string ReferencedProject(XElement item) => Path.GetFileNameWithoutExtension(Included(item).Replace('\\', '/'));

    private static string Included(XElement item) => (string?)item.Attribute("Include") ?? "";

    private sealed record Room(string[] Projects, string[] Packages);
}
