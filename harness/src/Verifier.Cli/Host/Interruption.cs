using System.Runtime.InteropServices;

namespace Verifier.Cli.Host;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP: the first asks the program to end cleanly, the second ends it at once, unless it is a SIGHUP: when a terminal goes
/// away, the shell and the system send one each. The command line library's own handling is off, because it could not say which of them it was.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled when the program is asked to end.</summary>
    public CancellationToken Token => _cancelled.Token;

    /// <summary>True if the program was asked to end.</summary>
    public bool HasCome => Code != ExitCode.Ok;

    /// <summary>The exit code that says so; <see cref="ExitCode.Ok"/> when nothing came.</summary>
    public ExitCode Code { get; private set; }

    /// <summary>Listens to the process's signals.</summary>
    public static Interruption OfProcess()
    {
        var interruption = new Interruption();
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, interruption.Handle));
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, interruption.Handle));
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, interruption.Handle));
        return interruption;
    }

    /// <summary>Asks the program to end.</summary>
    public void Come(ExitCode code)
    {
        Code = code;
        _cancelled.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _cancelled.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !HasCome || context.Signal == PosixSignal.SIGHUP;
        if (!HasCome)
        {
            Come(context.Signal switch
            {
                PosixSignal.SIGTERM => ExitCode.Terminated,
                PosixSignal.SIGHUP => ExitCode.HungUp,
                _ => ExitCode.Interrupted,
            });
        }
    }
}
