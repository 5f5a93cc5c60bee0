using System.Globalization;

namespace Verifier.Kernel;

/// <summary>Strings that are made in new buffers, which RtlFreeUnicodeString frees, and GUIDs as text. IRQL: PASSIVE_LEVEL.</summary>
internal static class RtlNewStringDdis
{
    /// <summary>Copies terminated characters into a new string in paged pool; FALSE when there is no memory.</summary>
    [Ddi(Family = DdiFamily.String)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Null)]
    public static bool RtlCreateUnicodeString(
        Machine machine, UnicodeString destinationString, [Parameter(Text = TextArgument.Wide)] Pointer sourceString)
    {
        var text = CountedString.ReadTerminated(machine, sourceString, isWide: true);
        return machine.Strings.Store(CountedString.Unicode(machine, destinationString), text, allocate: true).IsSuccess;
    }

    /// <summary>
    /// Writes a GUID of 16 bytes as {xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx} into a new string in paged pool. STATUS_NO_MEMORY.
    /// </summary>
    [Ddi(Family = DdiFamily.String)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY))]
    public static NTSTATUS RtlStringFromGUID(Machine machine, Pointer guid, UnicodeString guidString)
    {
        Span<byte> bytes = stackalloc byte[16];
        machine.Memory.CopyFrom(guid, bytes);
        var text = new Guid(bytes).ToString("B", CultureInfo.InvariantCulture).ToUpperInvariant();
        return machine.Strings.Store(CountedString.Unicode(machine, guidString), text, allocate: true);
    }

    /// <summary>Reads a GUID in braces into 16 bytes. STATUS_INVALID_PARAMETER for any other text.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlGUIDFromString(Machine machine, UnicodeString guidString, Pointer guid)
    {
        if (!Guid.TryParseExact(CountedString.Unicode(machine, guidString).Text, "B", out var parsed))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        machine.Memory.CopyTo(guid, parsed.ToByteArray());
        return NTSTATUS.STATUS_SUCCESS;
    }
}
