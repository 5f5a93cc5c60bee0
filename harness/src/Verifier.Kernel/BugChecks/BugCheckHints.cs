using System.Collections.Immutable;

namespace Verifier.Kernel;

// What the parameter values give away beyond their labels (harness/docs/facts/bugchecks.md#what-the-driver-did).
internal static class BugCheckHints
{
    private const ulong FirstPageEnd = 0x1000;

    internal static ImmutableArray<string> For(BugCheck bugCheck)
    {
        var hints = ImmutableArray.CreateBuilder<string>();
        if (TouchedAddress(bugCheck) is { } address && address < FirstPageEnd)
        {
            hints.Add(address == 0
                ? "The address is NULL: the pointer was probably the result of an allocation that failed and was not checked."
                : $"The address is NULL plus {ParameterText.Hex(address)}, the offset of a field: the pointer was probably the result of "
                    + "an allocation that failed and was not checked.");
        }

        if (bugCheck.Code == BugCheckCode.KERNEL_DATA_INPAGE_ERROR && Is(bugCheck.P2, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES))
        {
            hints.Add("The page could not be read because nonpaged pool was used up.");
        }

        if (IsUncatchable(bugCheck.Code))
        {
            hints.Add("A try/except around the access does not help: this stop cannot be caught.");
        }

        return hints.ToImmutable();
    }

    private static ulong? TouchedAddress(BugCheck bugCheck) => bugCheck.Code switch
    {
        BugCheckCode.IRQL_NOT_LESS_OR_EQUAL => bugCheck.P1,
        BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL => bugCheck.P1,
        BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA => bugCheck.P1,
        BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED when Is(bugCheck.P1, NTSTATUS.STATUS_ACCESS_VIOLATION) => bugCheck.P4,
        _ => null,
    };

    private static bool IsUncatchable(BugCheckCode code) => code
        is BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL
        or BugCheckCode.PAGE_FAULT_IN_FREED_SPECIAL_POOL
        or BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION
        or BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL
        or BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION;

    private static bool Is(ulong parameter, NTSTATUS status) => (uint)parameter == status.Value;
}
