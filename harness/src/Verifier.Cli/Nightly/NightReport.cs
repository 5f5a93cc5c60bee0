using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Minimal;
using Verifier.Cli.Replaying;
using Verifier.Cli.Settings;
using Verifier.Engine.Planning;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Reading;
using Verifier.Scenarios;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Writes a night's report in every format. What the page shows of an exemplar's run is not kept: the run is made again from its token
/// (ARCHITECTURE.md D4), as far as its script and driver are as they were.
/// </summary>
internal sealed class NightReport(Invocation invocation, DriverSources drivers, NightSources sources)
{
    /// <summary>Writes it.</summary>
    /// <returns>The page as the user knows it.</returns>
    /// <exception cref="CliException">A file cannot be written.</exception>
    public string Write(NightView view, string folder)
    {
        var host = invocation.Host;
        var pool = ModelCatalogue.Read(invocation, drivers);
        var replay = new ReplayText(host, drivers);
        var context = new ReportContext
        {
            Program = ProgramName.InText(host),
            Replay = replay.ReplayAny(),
            Sources = sources.In(host),
            Details = new NightDetails(invocation, pool, drivers).Of(view),
            Minimal = MinimalFiles.Of(host, view, folder, replay),
        };
        LoadOwnDrivers(view, pool);
        context = context with { Imports = pool.All.ToDictionary(driver => driver.Name, DriverImports.FallibleOf) };
        try
        {
            var written = ReportWriter.WriteAll(NightReading.ModelOf(view, context), host.FullPath(folder));
            ScriptFolders.Mark(host.FullPath(folder));
            foreach (var warning in written.Warnings)
            {
                invocation.Warn(warning);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.SystemRefuses, $"the report could not be written to {folder} ({e.Message}); choose another folder with -o");
        }

        return host.DisplayPath(Path.Combine(host.FullPath(folder), ReportWriter.PageName));
    }

    // Compiled drivers that scripts of the night name by their paths, whether anything was found in them or not.
    private void LoadOwnDrivers(NightView view, DriverPool pool)
    {
        var paths = view.Targets.Select(target => target.ScenarioPath).Distinct().Where(path => File.Exists(invocation.Host.FullPath(path)));
        foreach (var document in paths.Select(path => ScenarioLoader.Read(new ScenarioFile(invocation.Host.FullPath(path), path))))
        {
            if (document.Scenario is { } scenario)
            {
                pool.SelectedBy(new ScenarioScript(scenario, document.DisplayPath, document.ContentHash));
            }
        }
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
}
