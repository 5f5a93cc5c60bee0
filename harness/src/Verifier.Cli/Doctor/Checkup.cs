using System.Diagnostics;
using System.Runtime.InteropServices;
using Verifier.Binaries.Checking;
using Verifier.Binaries.Switching;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Watching;

namespace Verifier.Cli.Doctor;

/// <summary>Looks at this machine.</summary>
internal static class Checkup
{
    private const int NeededRuntime = 10;
    private const string ScenarioFolder = "scenarios";
    private const string ResultsFolder = "reports";

    /// <summary>Everything that was looked at, in the order in which it is shown.</summary>
    public static IReadOnlyList<Check> Of(Invocation invocation)
    {
        var host = invocation.Host;
        return
        [
            Runtime(),
            new Check(CheckState.Information, "system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture}"),
            Cores(),
            Region(),
            Workers(host),
            CompiledDrivers(),
            Protections(),
            Drivers(invocation),
            Scenarios(invocation),
            Oracles(host),
            History(),
            Writable("temporary folder", Path.GetTempPath(), CheckState.Missing, "it is needed for worker processes; set TMPDIR to one that can"),
            Writable("results", host.FullPath(ResultsFolder), CheckState.Information, "give another with -o"),
            new Check(CheckState.Information, "debugger", Debugger.IsAttached ? "attached" : "not attached; replay --break waits for one"),
            Terminal(invocation),
        ];
    }

    private static Check Runtime()
    {
        var state = Environment.Version.Major >= NeededRuntime ? CheckState.Good : CheckState.Missing;
        return new Check(state, ".NET", RuntimeInformation.FrameworkDescription);
    }

    private static Check History()
    {
        const string what = "SQLite";
        try
        {
            var engine = HistoryStore.Engine;
            return new Check(CheckState.Good, what, $"{engine.Version}, {(engine.IsSystem ? "the system's own" : "bundled")} ({engine.Library}), for the history of nights");
        }
        catch (HistoryException e)
        {
            return new Check(CheckState.Missing, what, e.Message);
        }
    }

    // Tried for real, in the nearest folder that is there.
    private static Check Writable(string what, string folder, CheckState otherwise, string advice)
    {
        var there = folder;
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
        {
            there = above;
        }

        try
        {
            var file = Path.Combine(there, Path.GetRandomFileName());
            File.Create(file, 1, FileOptions.DeleteOnClose).Dispose();
            return new Check(CheckState.Good, what, $"{folder} can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Check(otherwise, what, $"{folder} cannot be written ({e.Message}): {advice}");
        }
    }

    private static Check Cores()
    {
        var cores = Environment.ProcessorCount;
        return new Check(CheckState.Information, "cores", $"{cores}; --jobs is {cores} unless given");
    }

    // Tried for real: nothing but the reservation itself says what the host allows.
    private static Check Region()
    {
        const string what = "memory of a machine";
        try
        {
            using var region = HostRegion.Reserve();
            return new Check(CheckState.Good, what, $"{HostRegion.Bytes >> 20} MiB reserved at 0x{region.Base:X}");
        }
        catch (InsufficientMemoryException e)
        {
            return new Check(CheckState.Missing, what, e.Message);
        }
    }

    private static Check Workers(CliHost host)
    {
        const string what = "worker processes";
        using var supply = CliWorkers.For(host, DriverSources.None);
        using var line = new WorkerLine(supply);
        try
        {
            line.Start(host.Interruption.Token);
            var seen = ThreadClocks.ForThisThread() is null ? "a thread that a driver starts only by its execution context" : "every thread that a driver starts";
            return new Check(CheckState.Good, what, $"one starts and answers; it sees {seen}");
        }
        catch (WorkerFault e)
        {
            return new Check(CheckState.Missing, what, $"{e.Message}; --isolation none explores without");
        }
    }

    private static Check CompiledDrivers()
    {
        const string what = "compiled drivers";
        return HostCheck.Report.Problem is { } problem
            ? new Check(HostCheck.IsSupported ? CheckState.Missing : CheckState.Information, what, problem)
            : new Check(CheckState.Good, what, "the self-test ran: switches, faults and privileged instructions work");
    }

    // What keeps the host from a compiled driver that goes wild, besides the worker process that it runs in.
    private static Check Protections()
    {
        const string what = "protections";
        if (HostCheck.Report.Problem is not null)
        {
            return new Check(CheckState.Information, what, "none needed: compiled drivers do not run here");
        }

        var calls = HostCheck.Report.Guard switch
        {
            SystemCallGuardKind.Dispatch => "system calls of a driver are refused",
            SystemCallGuardKind.Filter => "system calls of a driver are refused (by a seccomp filter)",
            _ => "system calls of a driver are NOT refused (Linux 5.11 or later does, and any that allows seccomp filters)",
        };
        var network = NetworkIsolation.IsActive ? "workers have no network" : "workers have the host's network (unshare is missing, or the system forbids it)";
        return new Check(CheckState.Information, what, $"{calls}; {network}");
    }

    private static Check Drivers(Invocation invocation)
    {
        try
        {
            return new Check(CheckState.Good, "drivers", Words.Count(ModelCatalogue.Read(invocation, DriverSources.None).Named.Count, "model"));
        }
        catch (Exception e) when (e is RefusalException or IOException or BadImageFormatException)
        {
            return new Check(CheckState.Missing, "drivers", e.Message);
        }
    }

    private static Check Scenarios(Invocation invocation)
    {
        try
        {
            var count = ScenarioFinder.Find(invocation.Host, [ScenarioFolder]).Count;
            return new Check(CheckState.Information, "scenarios", $"{Words.Count(count, "script")} in {ScenarioFolder}");
        }
        catch (RefusalException e)
        {
            return new Check(CheckState.Information, "scenarios", e.Message);
        }
    }

    private static Check Oracles(CliHost host)
    {
        const string what = "oracles";
        try
        {
            var report = CanaryCheck.Run(host, host.IsolatesByDefault);
            return new Check(report.IsTrusted ? CheckState.Good : CheckState.Failed, what, report.Summary);
        }
        catch (Exception e) when (e is RefusalException or IOException)
        {
            return new Check(CheckState.Missing, what, e.Message);
        }
    }

    private static Check Terminal(Invocation invocation)
    {
        var host = invocation.Host;
        var kind = host.OutIsTerminal ? "a terminal" : "redirected";
        return new Check(CheckState.Information, "output", $"{kind}, {(invocation.OutHasColours ? "with" : "without")} colours");
    }
}
