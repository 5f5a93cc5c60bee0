using Verifier.Cli.Host;
using Verifier.Scenarios;
using Verifier.Tests.Cli.Nightly;

namespace Verifier.Tests.Cli.Loading;

/// <summary>A walk passes by the folders that the program writes; what is named is read.</summary>
public sealed class WrittenFoldersTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Explore_a_flawed_driver_with_results_among_the_scripts()
    {
        _sandbox = new CliSandbox();
        Nightling.Compile(_sandbox, "flawed", isFlawed: true);
        _sandbox.Write("s/fast/loads.yaml", "scenario: loads\ndrivers: [\"*\"]\nworkload: [load]\n");
        Run("run", "s", "--explore", "each", "-o", "s/out");
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    private string Minimal => Directory.GetFiles(Path.Combine(_sandbox.Folder, "s", "out", "minimal"), "*.yaml").Select(f => Path.GetRelativePath(_sandbox.Folder, f)).Single();

    [TestCase("s")]
    [TestCase(".")]
    public void Walk_passes_by_results_and_minimal_scenarios(string folder) => Assert.That(Run("lint", folder).Out, Is.EqualTo("1 script: 0 errors, 0 warnings\n"));

    [Test]
    public void Script_that_is_named_is_read() => Assert.That(Run("lint", Minimal, "s").Out, Is.EqualTo("2 scripts: 0 errors, 0 warnings\n"));

    [Test]
    public void Folder_that_is_named_is_read_but_not_the_written_one_below_it()
    {
        Assert.That(Run("lint", "s/out/minimal").Out, Is.EqualTo("1 script: 0 errors, 0 warnings\n"));
        var results = Run("lint", "s/out");
        Assert.That((results.Code, results.Error), Is.EqualTo((
            ExitCode.Usage,
            "error: s/out holds no scenario script (.yaml), nor do the folders below it; what Verifier wrote itself is passed by: name s/out/minimal to run it\n")));
    }

    [Test]
    public void Report_of_a_night_is_passed_by()
    {
        Run("nightly", "s", "-o", "s/night");
        Assert.That(Run("lint", "s").Out, Is.EqualTo("1 script: 0 errors, 0 warnings\n"));
    }

    [TestCase("s")]
    [TestCase("s/fast")]
    [TestCase(".")]
    public void Folder_with_scripts_of_the_users_own_is_not_marked_by_results_in_it(string folder)
    {
        Run("run", "s/fast", "-o", folder);
        Assert.That(File.Exists(Path.Combine(_sandbox.Folder, folder, ScriptFolders.Marker)), Is.False);
        Assert.That(Run("lint", ".").Out, Is.EqualTo("1 script: 0 errors, 0 warnings\n"));
    }

    [Test]
    public void Minimal_folder_in_which_the_user_keeps_a_script_is_not_marked()
    {
        _sandbox.Write("s/other/minimal/own.yaml", "scenario: own\ndrivers: [\"*\"]\nworkload: [load]\n");
        Run("run", "s/fast", "--explore", "each", "-o", "s/other");
        Assert.That(Run("lint", "s").Out, Is.EqualTo("3 scripts: 0 errors, 0 warnings\n"));
    }

    private CliOutcome Run(params string[] arguments) =>
        _sandbox.Run(arguments[0] == "lint" ? arguments : [.. arguments, "--drivers", "flawed.dll"]);
}
