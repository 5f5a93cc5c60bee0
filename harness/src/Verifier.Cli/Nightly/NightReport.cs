using Verifier.Cli.Commands;
using Verifier.Cli.Minimal;
using Verifier.Cli.Output;
using Verifier.History;
using Verifier.Reporting;
using Verifier.Reporting.Reading;
using Verifier.Scenarios;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Writes a night's report in every format. What the page shows of an exemplar's run is not kept: the run is made again from its token
/// (decision D4), as far as its script and driver are as they were.
/// </summary>
internal sealed class NightReport(Invocation invocation, IReadOnlyList<string> assemblies)
{
    /// <summary>Writes it.</summary>
    /// <returns>The page as the user knows it.</returns>
    /// <exception cref="CliException">A file cannot be written.</exception>
    public string Write(NightView view, string folder)
    {
        var host = invocation.Host;
        var models = ModelCatalogue.Read(invocation, assemblies);
        var context = new ReportContext
        {
            Program = ProgramName.InText(host),
            Replay = ReplayText.Command(host, assemblies),
            Sources = NightSources.Of(host),
            Details = new NightDetails(invocation, models).Of(view),
            Minimal = MinimalFiles.Of(host, view, folder, assemblies),
            Imports = models.ToDictionary(m => m.Name, DriverImports.FallibleOf),
        };
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
