namespace Verifier.Kernel;

/// <summary>Information about the system.</summary>
internal static class ZwSystemDdis
{
    /// <summary>
    /// Information of a class: basic (0), time of day (3), processes (5), modules (11), kernel debugger (35), code integrity (103);
    /// STATUS_INVALID_INFO_CLASS for others. STATUS_INFO_LENGTH_MISMATCH when the buffer does not hold it; the bytes that it needs are stored where an
    /// address for them is given. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Aliases = ["NtQuerySystemInformation"], Modelled = "six classes; processes without threads")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwQuerySystemInformation(
        Machine machine, uint systemInformationClass, Pointer systemInformation, uint systemInformationLength, Out<uint> returnLength)
    {
        if (SystemInformation.Of(machine, systemInformationClass, systemInformation) is not { } told)
        {
            return NTSTATUS.STATUS_INVALID_INFO_CLASS;
        }

        if (returnLength != 0)
        {
            machine.Memory.Write(returnLength, (uint)told.Length);
        }

        if (systemInformationLength < told.Length)
        {
            return NTSTATUS.STATUS_INFO_LENGTH_MISMATCH;
        }

        machine.Memory.CopyTo(systemInformation, told);
        return NTSTATUS.STATUS_SUCCESS;
    }
}
