using System.Runtime.InteropServices;

namespace Verifier.Cli;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the program to end cleanly, the second ends it at once. The command line library's own handling
/// is off, because it could not say which of the two it was.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled when the program is asked to end.</summary>
    public CancellationToken Token => _cancelled.Token;

    /// <summary>Was the program asked to end?</summary>
    public bool HasCome => Code != ExitCode.Ok;

    /// <summary>The exit code that says so; <see cref="ExitCode.Ok"/> when nothing came.</summary>
    public ExitCode Code { get; private set; }

    /// <summary>Listens to the process's signals.</summary>
    public static Interruption OfProcess()
    {
        var interruption = new Interruption();
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, interruption.Handle));
        interruption._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, interruption.Handle));
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
        context.Cancel = !HasCome;
        if (!HasCome)
        {
            Come(context.Signal == PosixSignal.SIGTERM ? ExitCode.Terminated : ExitCode.Interrupted);
        }
    }
}
