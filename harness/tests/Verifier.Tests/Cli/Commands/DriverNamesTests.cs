using Verifier.Cli.Host;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Commands;

/// <summary>A driver name that matches nothing is an error, also when other names match.</summary>
public sealed class DriverNamesTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_two_drivers()
    {
        _sandbox = new CliSandbox();
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "My.dll"), ModelCompiler.Model("A", "alpha") + ModelCompiler.Model("B", "beta"));
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Pattern_that_matches_nothing_beside_one_that_does_is_an_error_of_run_and_lint()
    {
        Write("drivers: [alpha, \"bta*\"]\n");
        var run = Run("run");
        Assert.That(run.Code, Is.EqualTo(ExitCode.NothingSelected));
        Assert.That(run.Error, Is.EqualTo("s/one.yaml(2,18): error VS1435: no driver matches 'bta*'; there is: alpha, beta\n"));
        var lint = Run("lint");
        Assert.That(lint.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(lint.Out, Does.StartWith("s/one.yaml(2,18): error VS1435: no driver matches 'bta*'; there is: alpha, beta\n"));
    }

    [Test]
    public void Expectation_of_a_driver_that_is_not_selected_is_an_error_of_run_and_lint()
    {
        Write("drivers: [\"al*\"]\n", "expect: [ { driver: \"b*\", outcome: graceful } ]\n");
        var run = Run("run");
        Assert.That(run.Code, Is.EqualTo(ExitCode.NothingSelected));
        Assert.That(run.Error, Does.StartWith("s/one.yaml(4,11): error VS1435: the expectation is about 'b*', and the script selects no such driver; it selects: alpha\n"));
        Assert.That(Run("lint").Code, Is.EqualTo(ExitCode.Usage));
    }

    [Test]
    public void Driver_option_that_matches_nothing_beside_one_that_does_is_an_error()
    {
        Write("drivers: [\"*\"]\n");
        var run = Run("run", "--driver", "alpha", "--driver", "zz*");
        Assert.That((run.Code, run.Error), Is.EqualTo((ExitCode.NothingSelected, "error: no driver matches both --driver zz* and the scripts' drivers:; there is: alpha, beta\n")));
        Assert.That(Run("run", "--driver", "alpha", "--driver", "b*").Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void Names_that_match_are_no_error_and_a_driver_left_out_by_the_option_is_none_either()
    {
        Write("drivers: [alpha, \"b*\"]\n", "expect: [ { driver: beta, outcome: graceful } ]\n");
        Assert.That(Run("lint").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Run("run").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Run("run", "--driver", "alpha").Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void Lint_without_assemblies_asks_no_driver()
    {
        Write("drivers: [nobody]\n");
        Assert.That(_sandbox.Run("lint", "s").Code, Is.EqualTo(ExitCode.Ok));
        Assert.That(Run("lint").Code, Is.EqualTo(ExitCode.Usage));
        var missing = _sandbox.Run("lint", "s", "--drivers", "nowhere.dll");
        Assert.That((missing.Code, missing.Error), Is.EqualTo((ExitCode.Usage, "error: nowhere.dll does not exist; build the project of the driver models and name its .dll\n")));
    }

    private CliOutcome Run(string verb, params string[] more) => _sandbox.Run([verb, "s", "--drivers", "My.dll", .. more]);

    private void Write(string drivers, string more = "") => _sandbox.Write("s/one.yaml", $"scenario: one\n{drivers}workload: [load]\n{more}");
}
