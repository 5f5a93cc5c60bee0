using System.Text.RegularExpressions;

namespace Verifier.Acceptance;

/// <summary>
/// A driver team outside this repository: does exactly what harness/docs/DRIVERS.md says, in a temporary folder, and gets a verdict.
/// </summary>
public sealed class ForeignDriverTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("verifier-foreign-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Page_about_drivers_of_your_own_works_as_written()
    {
        var page = File.ReadAllText(Repository.Path("harness", "docs", "DRIVERS.md"));
        var packages = Path.Combine(_folder, "verifier-packages");
        var project = Directory.CreateDirectory(Path.Combine(_folder, "greeter")).FullName;
        File.WriteAllText(Path.Combine(project, "Greeter.csproj"), Block(page, "xml"));
        File.WriteAllText(Path.Combine(project, "Greeter.cs"), Block(page, "csharp"));
        File.WriteAllText(Path.Combine(project, "greeter-low-memory.yaml"), Block(page, "yaml"));

        // A cache of its own: a package that was packed before has the same version.
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder, "cache") };
        Commands.Expect(0, Repository.Root, environment, "dotnet", "pack", "harness/src/Verifier.Kernel", "-o", packages, "-v", "q", "--nologo");
        Commands.Expect(0, project, environment, "dotnet", "build", "-v", "q", "--nologo");
        var assembly = Path.Combine(project, "bin", "Debug", "net10.0", "Greeter.dll");
        var script = Path.Combine(project, "greeter-low-memory.yaml");
        var run = Commands.Expect(0, _folder, environment, "dotnet", Commands.CliAssembly, "run", script, "--drivers", assembly, "-o", Path.Combine(_folder, "out"));
        Assert.That(run.Output, Does.Contain("greeter").And.Contain("greeter-low-memory"));
    }

    private static string Block(string page, string language)
    {
        var match = Regex.Match(page, $"```{language}\n(.*?)```", RegexOptions.Singleline);
        Assert.That(match.Success, $"DRIVERS.md has no {language} block");
        return match.Groups[1].Value;
    }
}
