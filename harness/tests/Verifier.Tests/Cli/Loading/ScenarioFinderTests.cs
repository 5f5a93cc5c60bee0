using Verifier.Cli.Host;
using Verifier.Cli.Loading;

namespace Verifier.Tests.Cli.Loading;

public sealed class ScenarioFinderTests
{
    private CliSandbox _sandbox = null!;
    private CliHost _host = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        _sandbox = new CliSandbox();
        _host = new CliHost
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingFolder = _sandbox.Folder,
            Interruption = new Interruption(),
        };
    }

    [TearDown]
    public void Drop_the_sandbox()
    {
        _host.Dispose();
        _sandbox.Dispose();
    }

    [Test]
    public void Find_folder_gives_its_scripts_once_in_ordinal_order()
    {
        foreach (var path in new[] { "s/b.yaml", "s/B.yaml", "s/deep/a.yml", "s/a.yaml", "s/readme.md", "s/schema/x.json" })
        {
            _sandbox.Write(path, "");
        }

        Assert.That(Find("s", "s/a.yaml", "./s/b.yaml"), Is.EqualTo(new[] { "s/B.yaml", "s/a.yaml", "s/b.yaml", "s/deep/a.yml" }));
    }

    [Test]
    public void Find_link_that_leads_in_a_circle_is_not_followed()
    {
        _sandbox.Write("s/a.yaml", "");
        Directory.CreateSymbolicLink(Path.Combine(_sandbox.Folder, "s", "again"), Path.Combine(_sandbox.Folder, "s"));
        Assert.That(Find("s"), Is.EqualTo(new[] { "s/a.yaml" }));
    }

    [Test]
    public void Find_reports_all_bad_paths_at_once()
    {
        _sandbox.Write("s/readme.md", "");
        var error = Assert.Throws<CliException>(() => Find("nowhere", "s", "s/readme.md", ""));
        Assert.That(error.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(error.Message.Split('\n'), Is.EqualTo(new[]
        {
            "nowhere does not exist; name a scenario script (.yaml) or a folder of scripts",
            "s holds no scenario script (.yaml), nor do the folders below it",
            "s/readme.md is no scenario script: its name must end in .yaml",
            "an empty path; name a scenario script or a folder of scripts",
        }));
    }

    private IEnumerable<string> Find(params string[] paths) => ScenarioFinder.Find(_host, paths).Select(file => file.DisplayPath);
}
