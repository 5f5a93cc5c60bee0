using System.Collections.Immutable;
using Verifier.Cli.Commands;
using Verifier.Cli.Loading;
using Verifier.Cli.Output;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Model;
using Verifier.Reporting.Reading;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Writes a night's report in every format. What the page shows of an exemplar's run is not kept: the run is made again from its token
/// (decision D4), as far as its script and driver are as they were.
/// </summary>
internal sealed class NightReport(Invocation invocation, IReadOnlyList<string> assemblies)
{
    private const int MostDetails = 50;
    private const string DriverFolder = "drivers-under-test";

    /// <summary>Writes it.</summary>
    /// <returns>The page as the user knows it.</returns>
    /// <exception cref="CliException">A file cannot be written.</exception>
    public string Write(NightView view, string folder)
    {
        var host = invocation.Host;
        var models = ModelLoader.Load(host, assemblies, invocation.Warn);
        var context = new ReportContext
        {
            Program = ProgramName.InText(host),
            Replay = ReplayText.Command(host, assemblies),
            Sources = new SourceTree(host.WorkingFolder, Directory.Exists(host.FullPath(DriverFolder)) ? DriverFolder : string.Empty),
            Details = Details(view, models),
            Imports = models.ToDictionary(m => m.Name, DriverImports.FallibleOf),
        };
        try
        {
            var written = ReportWriter.WriteAll(NightReading.ModelOf(view, context), host.FullPath(folder));
            foreach (var warning in written.Warnings)
            {
                invocation.Warn(warning);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Internal, $"the report could not be written to {folder} ({e.Message}); choose another folder with -o");
        }

        return host.DisplayPath(Path.Combine(host.FullPath(folder), ReportWriter.PageName));
    }

    /// <summary>Takes the report of the night before away: a night that has none must not seem to have a green one.</summary>
    /// <exception cref="CliException">It cannot be taken away.</exception>
    public static void Remove(CliHost host, string folder)
    {
        try
        {
            ReportWriter.Remove(host.FullPath(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"the report of the night before cannot be taken out of {folder} ({e.Message}); choose another folder with -o");
        }
    }

    // What nobody expects comes first: it is what people open.
    private ImmutableArray<RunDetail> Details(NightView view, IReadOnlyList<DriverUnderTest> models)
    {
        var details = ImmutableArray.CreateBuilder<RunDetail>();
        using var runner = new ScenarioRunner();
        foreach (var finding in view.Findings.OrderBy(f => f.Finding.IsExpected || f.Finding.Benign is not null).Take(MostDetails))
        {
            if (ReplayToken.TryParse(finding.Exemplar.Token, out var token, out _) && token!.HasTrace && PlanOf(token, models) is { } plan)
            {
                details.Add(ExemplarReader.Read(runner, plan, finding.Finding.Fingerprint, finding.Exemplar.Token, VerdictAt(finding)));
            }
        }

        return details.ToImmutable();
    }

    // A status and a leak show when the operation ends; what is lost or does not recover shows in a later one.
    private static string VerdictAt(FindingView finding) => finding.Finding.Kind is "wrong-status" or "leak" ? finding.Exemplar.Operation : string.Empty;

    private Plan? PlanOf(ReplayToken token, IReadOnlyList<DriverUnderTest> models)
    {
        try
        {
            var plan = TokenPlan.Make(invocation, token, models, scenario: null);
            var isSame = ReplayToken.Shortened(plan.Driver.BuildHash) == token.BuildHash && ReplayToken.Shortened(plan.ScenarioHash) == token.ScenarioHash;
            return isSame ? plan : null;
        }
        catch (CliException e)
        {
            invocation.Warn($"a run is in the report without its events: {Printable.Line(e.Message)}");
            return null;
        }
    }
}
