using Verifier.Kernel;

namespace Verifier.HostileModels;

/// <summary>Does no harm, but has the simulation and the runtime use all threads that they have: three simulated ones, the finalizer.</summary>
public sealed class BusyGuest : GuestDriver
{
    private const int Threads = 3;
    private const long Moment = -10_000;

    /// <inheritdoc/>
    public override string Name => "guest-busy";

    /// <inheritdoc/>
    protected override void Enter()
    {
        for (var i = 0; i < Threads; i++)
        {
            if (PsCreateSystemThread(out var handle, 0, Pointer.Null, 0, Pointer.Null, _ => Wait(Moment), Pointer.Null) == NTSTATUS.STATUS_SUCCESS)
            {
                ZwClose(handle);
            }

            // It has a finalizer.
            _ = new WeakReference(new byte[1 << 16]);
        }

        // They have ended then.
        Wait(2 * Moment);
    }

    private void Wait(long time) => KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, time);
}
