using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Verifier.Cli.Host;
using Verifier.Cli.Nightly;
using Verifier.Cli.Options;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.History;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>report</c>: a night's report, written again from the history.</summary>
internal static class ReportCommand
{
    /// <summary>The default folder of reports.</summary>
    public const string DefaultFolder = "reports/nightly";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var database = SharedArguments.Database();
        var night = new Option<long?>("--night") { Description = "Which night; the last one unless given", HelpName = "NIGHT" };
        var since = new Option<long?>("--since") { Description = "Compare with this night", HelpName = "NIGHT" };
        var output = new Option<string>("--output", "-o") { Description = "Folder for the report", HelpName = "PATH", DefaultValueFactory = _ => DefaultFolder };
        var open = new Option<bool>("--open") { Description = "Open the page in the browser" };
        var drivers = new DriverOptions("Drivers to use instead of those of the night: an assembly of models, a compiled driver (.sys), or a folder; may be given several times");
        var sources = new SourceOptions();
        var verb = new Verb("report", "Writes a night's report again, from the history")
        {
            Examples = ["report --open", "report --night 12 -o out"],
        };
        Option[] options = [database, night, since, output, open, .. drivers.All, .. sources.All];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        shared.SetAction(verb, (parsed, invocation) =>
        {
            using var history = HistoryFile.Open(invocation.Host, parsed.GetRequiredValue(database), isReadOnly: true);
            var page = Write(invocation, (drivers.Read(parsed, invocation), sources.Read(parsed)), history, (parsed.GetValue(night), parsed.GetValue(since)), parsed.GetRequiredValue(output));
            if (!invocation.IsQuiet)
            {
                Tell(invocation, page);
            }

            if (parsed.GetValue(open))
            {
                using var browser = Process.Start(new ProcessStartInfo(invocation.Host.FullPath(page)) { UseShellExecute = true });
            }

            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Tell(Invocation invocation, string page)
    {
        if (!invocation.IsJson)
        {
            invocation.Out.WriteLine($"report: {page}");
            return;
        }

        JsonDocumentWriter.WriteTo(invocation.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", "verifier-report/1");
            json.WriteString("report", page);
            json.WriteEndObject();
        });
    }

    private static string Write(
        Invocation invocation, (DriverSources Drivers, NightSources Sources) given, HistoryStore history, (long? Night, long? Since) which, string folder)
    {
        try
        {
            var night = which.Night ?? LastThatEnded(invocation, history);
            var view = history.ReadNight(night, which.Since);
            return new NightReport(invocation, given.Drivers.ReplacesOwn ? given.Drivers : Remembered(invocation, view.Night, given.Drivers), given.Sources).Write(view, folder);
        }
        catch (HistoryException e)
        {
            throw HistoryFile.Problem(e);
        }
    }

    // What is gone takes nothing but the details of its drivers' runs with it.
    private static DriverSources Remembered(Invocation invocation, NightRecord night, DriverSources given)
    {
        var (there, gone) = (new List<string>(), new List<string>());
        foreach (var path in night.Assemblies)
        {
            (Path.Exists(path) ? there : gone).Add(invocation.Host.DisplayPath(path));
        }

        gone.ForEach(path => invocation.Warn($"{path}, whose drivers ran that night, is not there any more: their runs are shown without details; name another with --drivers"));
        var files = there.ToLookup(CompiledLoader.IsCompiled);
        ImmutableArray<string> symbols = given.SymbolFolders.IsEmpty ? [.. night.SymbolFolders.Select(invocation.Host.DisplayPath)] : given.SymbolFolders;
        return new DriverSources(invocation, [.. files[false]], [.. files[true]], symbols);
    }

    private static long LastThatEnded(Invocation invocation, HistoryStore history)
    {
        var nights = history.ListNights();
        var last = nights.FirstOrDefault(n => n.Night.State == NightState.Ended)
            ?? throw new CliException(ExitCode.NothingSelected, "the history has no night yet that came to its end; run nightly first");
        foreach (var later in nights.TakeWhile(n => n != last).Reverse())
        {
            var night = FormattableString.Invariant($"night {later.Night.Id}");
            invocation.Warn($"{night} did not come to its end: it runs, or was ended early; --{night} shows what it has");
        }

        return last.Night.Id;
    }
}
