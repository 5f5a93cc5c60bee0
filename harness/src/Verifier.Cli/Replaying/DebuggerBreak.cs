using System.Diagnostics;
using Verifier.Cli.Host;
using Verifier.Engine.Observation;

namespace Verifier.Cli.Replaying;

/// <summary><c>replay --break</c>: stops a debugger where a call of the driver is made to fail.</summary>
internal static class DebuggerBreak
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until a debugger is attached: without one a break would do nothing, or end the program.</summary>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public static void WaitForDebugger(CliHost host)
    {
        if (Debugger.IsAttached || (OperatingSystem.IsWindows() && Debugger.Launch()))
        {
            return;
        }

        host.Error.WriteLine($"waiting for a debugger to attach to process {Environment.ProcessId}; Ctrl-C gives up");
        while (!Debugger.IsAttached)
        {
            host.Interruption.Token.WaitHandle.WaitOne(LookInterval);
            host.Interruption.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Stops here: the driver's frame that asked is a few frames up.</summary>
    [DebuggerHidden]
    public static void OnInjected(Injection injection) => Debugger.Break();
}
