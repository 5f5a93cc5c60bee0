using System.Collections.Immutable;
using Verifier.Cli.Canaries;
using Verifier.Cli.Doctor;
using Verifier.Cli.Host;
using Verifier.Scenarios.Model;
using Verifier.Tests.Cli.Commands.Compiled;
using Verifier.Workers.Loading;

namespace Verifier.Tests.Cli.Doctor;

/// <summary>The oracles on planted defects, and what is said when they fail there.</summary>
public sealed class CanaryCheckTests
{
    private static readonly ImmutableArray<Canary> All = Canary.All();

    private static Canary Leak => Named("canary-leak");

    private static Canary Other => Named("canary-wrong-status");

    // Its driver does nothing wrong: nothing can be found, as if the oracle were blind.
    private static Canary Broken => Leak with { Flawed = Leak.Sound };

    [Test]
    public void Run_every_planted_defect_is_found_and_nothing_else()
    {
        var report = Run(All);
        Assert.Multiple(() =>
        {
            Assert.That(report.Results.Where(result => !result.IsGood).Select(result => $"{result.Name}: {result.Verdict}"), Is.Empty);
            Assert.That(report.Summary, Does.StartWith($"{All.Length - report.LeftOut} of {All.Length - report.LeftOut} canaries found"));
            Assert.That(report.LeftOut, Is.EqualTo(CompiledHost.Problem is null ? 0 : All.Count(canary => canary.IsCompiled)));
            Assert.That(report.ExitCode, Is.EqualTo(ExitCode.Ok));
        });
    }

    [Test]
    public void All_has_a_canary_for_every_kind_of_finding()
    {
        var planted = All.Where(canary => !canary.IsCompiled).SelectMany(canary => canary.Script.Scenario.Expectations).Select(expectation => expectation.Finding).OfType<FindingKind>();
        Assert.That(Enum.GetValues<FindingKind>(), Is.SubsetOf(planted));
    }

    [Test]
    public void Run_canary_whose_defect_is_gone_is_missed()
    {
        var report = Run([.. All.Where(canary => canary != Leak), Broken]);
        Assert.Multiple(() =>
        {
            Assert.That(report.Results.Where(result => !result.IsFound).Select(result => result.Name), Is.EqualTo(new[] { "canary-leak" }));
            Assert.That(report.Summary, Is.EqualTo($"{All.Length - 1} of {All.Length} canaries found; canary-leak: missed"));
            Assert.That(report.ExitCode, Is.EqualTo(ExitCode.Untrusted));
        });
    }

    [Test]
    public void Run_loss_of_control_that_is_not_seen_is_missed()
    {
        var uncontrolled = Named("canary-uncontrolled");
        var report = Run([uncontrolled with { Flawed = uncontrolled.Sound }]);
        Assert.That(report.Summary, Is.EqualTo("0 of 1 canary found; canary-uncontrolled: missed"));
    }

    [Test]
    public void Run_without_workers_leaves_the_canaries_out_that_need_one()
    {
        var report = Run(All, isIsolated: false);
        var left = All.Count(canary => !canary.NeedsWorker);
        Assert.That((report.Summary, All.Length - left), Is.EqualTo(($"{left} of {left} canaries found", 4)));
    }

    [Test]
    public void Run_host_without_compiled_drivers_is_told_what_was_left_out()
    {
        var report = Run([Leak, Named("canary-null-call-c")], compiledProblem: "compiled drivers run elsewhere");
        Assert.That((report.Summary, report.ExitCode), Is.EqualTo(("1 of 1 canary found; 1 left out: compiled drivers run elsewhere", ExitCode.Ok)));
    }

    [Test]
    public void Run_compiled_canary_whose_defect_is_gone_is_missed()
    {
        CompiledSandbox.NeedsHost();
        var canary = Named("canary-null-call-c");
        Assert.That(Run([canary with { Flawed = canary.Sound }]).Summary, Is.EqualTo("0 of 1 canary found; canary-null-call-c: missed"));
    }

    [Test]
    public void Run_finding_in_the_sound_driver_is_a_false_alarm()
    {
        var report = Run([Leak with { Sound = Other.Flawed }]);
        Assert.Multiple(() =>
        {
            Assert.That(report.Results[0].IsFound);
            Assert.That(report.Summary, Does.StartWith("0 of 1 canary found; canary-leak: false alarm: unexpected wrong-status: "));
            Assert.That(report.IsTrusted, Is.False);
        });
    }

    [Test]
    public void Run_defect_that_is_found_as_something_else_is_missed()
    {
        var report = Run([Leak with { Flawed = Other.Flawed }]);
        Assert.That(report.Summary, Does.StartWith("0 of 1 canary found; canary-leak: missed; unexpected wrong-status: "));
    }

    [Test]
    public void Run_no_canaries_is_no_reason_for_trust() => Assert.That(Run([]).ExitCode, Is.EqualTo(ExitCode.Untrusted));

    [Test]
    public void Doctor_with_a_missed_canary_says_so_and_is_exit_code_6()
    {
        using var sandbox = new CliSandbox { Canaries = () => [Broken] };
        var outcome = sandbox.Run("doctor");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Code, Is.EqualTo(ExitCode.Untrusted));
            Assert.That((int)outcome.Code, Is.EqualTo(6));
            Assert.That(outcome.Out, Does.Match(@"(?m)^failed +oracles +0 of 1 canary found; canary-leak: missed$"));
            Assert.That(outcome.Out, Does.EndWith("\nResults of this version cannot be trusted: its oracles are wrong about planted defects.\n"));
        });
    }

    private static CanaryReport Run(ImmutableArray<Canary> canaries, bool isIsolated = true, string? compiledProblem = null)
    {
        using var interruption = new Interruption();
        using var host = new CliHost
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingFolder = Path.GetTempPath(),
            Interruption = interruption,
            Canaries = () => canaries,
            CompiledProblem = compiledProblem ?? CompiledHost.Problem,
        };
        return CanaryCheck.Run(host, isIsolated);
    }

    private static Canary Named(string name) => All.Single(canary => canary.Script.Scenario.Name == name);
}
