namespace Verifier.Kernel;

/// <summary>
/// A routine of a driver returned: it must leave the IRQL as it found it (harness/docs/facts/bugchecks.md#stop-codes, 0xC8). An unverified
/// system would go on at the wrong level; the run goes on at the right one with the breach noted.
/// </summary>
internal static class IrqlReturn
{
    private const ulong Callout = 2;

    public static void Verify(Machine machine, ulong routine, KIRQL before)
    {
        if (machine.Irql == before)
        {
            return;
        }

        var text = $"{machine.Images.NameOf(routine)} was called at {machine.Profile.IrqlName(before)} and returned at {machine.IrqlName}.";
        var word = ((ulong)machine.Irql << 16) | ((ulong)before << 8) | Callout;
        machine.Irql = before;
        machine.Violate(new ProtocolViolation(Stops.IrqlUnexpectedValue(word, routine, 0, 0), text));
    }
}
