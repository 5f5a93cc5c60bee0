using System.Text.Json;

namespace Verifier.Tests.Tidy;

/// <summary>Versions stand in one place and are locked; packages with a licence or a build-time surprise stay out.</summary>
public sealed class PackagesTests
{
    [Test]
    public void Tree_has_package_versions_in_one_place() => Offence.AssertNone(ProjectFile.All.SelectMany(FindVersions));

    [Test]
    public void Tree_has_no_banned_package() =>
        Offence.AssertNone(ProjectFile.All.Append(new ProjectFile(Tree.Read("Directory.Packages.props"))).SelectMany(FindBanned));

    [Test]
    public void Tree_has_a_lock_file_for_every_project() => Offence.AssertNone(
        from project in ProjectFile.All
        let folder = project.Path[..project.Path.LastIndexOf('/')]
        where !Tree.Paths.Contains(folder + "/packages.lock.json")
        select new Offence(project.Path, 1, "no packages.lock.json beside it", "Run dotnet restore and commit the file"));

    // Moq 4.20.0 came with an analyzer that sent the developer's hashed address out (devlooped/moq issue 1384).
    [Test]
    public void Moq_brings_nothing_into_the_build()
    {
        var path = Path.Combine(Tree.Root, "artifacts", "obj", "Verifier.Tests", "project.assets.json");
        using var assets = JsonDocument.Parse(File.ReadAllText(path));
        Assert.That(
            FindBuildAssets(assets.RootElement, "Moq"),
            Is.Empty,
            "Directory.Packages.props:1: Moq or what it needs acts at build time: go back to a version that does not");
    }

    [Test]
    public void FindBuildAssets_analyzer_and_target_behind_a_dependency_are_found()
    {
        using var assets = JsonDocument.Parse(
            """
            {
              "targets": { "net10.0": {
                "Moq/1.0.0": { "dependencies": { "Devlooped.SponsorLink": "1.0.0", "Castle.Core": "1.0.0" } },
                "Castle.Core/1.0.0": { "build": { "buildTransitive/net6.0/_._": {}, "build/Castle.Core.targets": {} } },
                "Devlooped.SponsorLink/1.0.0": { "compile": {} },
                "Other/1.0.0": { "build": { "build/Other.props": {} } } } },
              "libraries": {
                "Moq/1.0.0": { "files": ["lib/net6.0/Moq.dll"] },
                "Castle.Core/1.0.0": { "files": [] },
                "Devlooped.SponsorLink/1.0.0": { "files": ["analyzers/SponsorLink.dll", "lib/netstandard2.0/_._"] },
                "Other/1.0.0": { "files": ["analyzers/dotnet/Other.dll"] } }
            }
            """);
        Assert.That(
            FindBuildAssets(assets.RootElement, "Moq"),
            Is.EqualTo(new[] { "Devlooped.SponsorLink/1.0.0: analyzers/SponsorLink.dll", "Castle.Core/1.0.0: build/Castle.Core.targets" }));
    }

    [TestCase("<PackageReference Include=\"Moq\" Version=\"4.21.0\" />")]
    [TestCase("<PackageReference Include=\"Moq\" VersionOverride=\"4.21.0\" />")]
    [TestCase("<PackageReference Include=\"Moq\"><Version>4.21.0</Version></PackageReference>")]
    public void FindVersions_version_in_a_project_is_reported(string item) =>
        Assert.That(FindVersions(Planted(item)).Single().Line, Is.EqualTo(3));

    [TestCase("<PackageReference Include=\"FluentAssertions\" />", 1)]
    [TestCase("<PackageReference Include=\"fluentassertions.json\" />", 1)]
    [TestCase("<PackageVersion Include=\"Moq\" Version=\"4.20.1\" />", 1)]
    [TestCase("<PackageVersion Include=\"Moq\" Version=\"[4.20.0]\" />", 1)]
    [TestCase("<PackageVersion Include=\"Moq\" Version=\"4.20.72\" />", 0)]
    [TestCase("<PackageReference Include=\"Moq\" />", 0)]
    public void FindBanned_reports_banned_packages_only(string item, int count) =>
        Assert.That(FindBanned(Planted(item)).Count(), Is.EqualTo(count));

    private static ProjectFile Planted(string item) =>
        new(new TreeFile("A.csproj", $"<Project>\n<ItemGroup>\n{item}\n</ItemGroup>\n</Project>"));

    private static IEnumerable<Offence> FindVersions(ProjectFile project) =>
        from item in project.Items("PackageReference")
        where (item.Attribute("Version") ?? item.Attribute("VersionOverride") ?? (object?)item.Element("Version")) is not null
        select project.At(item, "a package version in a project", "Move it to Directory.Packages.props");

    private static IEnumerable<Offence> FindBanned(ProjectFile project) =>
        from item in project.Items("PackageReference").Concat(project.Items("PackageVersion"))
        let why = WhyBanned((string?)item.Attribute("Include") ?? "", ((string?)item.Attribute("Version") ?? "").Trim('[', ']'))
        where why is not null
        select project.At(item, why, "Take it out");

    private static string? WhyBanned(string package, string version)
    {
        if (package.StartsWith("FluentAssertions", StringComparison.OrdinalIgnoreCase))
        {
            return "FluentAssertions costs money per developer from 8.0 on; NUnit's constraints do the work";
        }
        var isMoq = package.Equals("Moq", StringComparison.OrdinalIgnoreCase);
        return isMoq && (version is "4.20.0" or "4.20.1") ? "this Moq runs SponsorLink in the build" : null;
    }

    // NuGet lists what runs in the build under "build" of the target, analyzers only among the package's files; _._ stands for nothing.
    private static List<string> FindBuildAssets(JsonElement assets, string package)
    {
        var target = assets.GetProperty("targets").EnumerateObject().First().Value
            .EnumerateObject()
            .ToDictionary(item => item.Name, item => item.Value);
        var found = new List<string>();
        var waiting = new Queue<string>([package]);
        while (waiting.TryDequeue(out var name))
        {
            var key = target.Keys.Single(candidate => candidate.StartsWith(name + "/", StringComparison.OrdinalIgnoreCase));
            var analyzers = assets.GetProperty("libraries").GetProperty(key).GetProperty("files").EnumerateArray()
                .Select(file => file.GetString()!)
                .Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal));
            found.AddRange(analyzers.Concat(Names(target[key], "build").Where(file => !file.EndsWith("/_._", StringComparison.Ordinal)))
                .Select(file => $"{key}: {file}"));
            Names(target[key], "dependencies").ToList().ForEach(waiting.Enqueue);
        }
        return found;
    }

    private static IEnumerable<string> Names(JsonElement package, string section) =>
        package.TryGetProperty(section, out var entries) ? entries.EnumerateObject().Select(entry => entry.Name) : [];
}
