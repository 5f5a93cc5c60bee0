namespace Verifier.Kernel;

/// <summary>Service routines of connected interrupts.</summary>
internal interface IInterruptServices
{
    /// <summary>The first connected interrupt whose service routine is in an image; 0 when there is none.</summary>
    ulong InterruptServedBy(DriverImage image);
}
