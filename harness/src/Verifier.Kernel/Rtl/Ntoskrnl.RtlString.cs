namespace Verifier.Kernel;

/// <content>Counted strings.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Makes a UNICODE_STRING over terminated characters, which stay its buffer; NULL makes it empty. IRQL: up to DISPATCH_LEVEL.
    /// </summary>
    public void RtlInitUnicodeString(UnicodeString destination, Pointer source) =>
        Call(RtlStringDdis.RtlInitUnicodeString, destination, source);

    /// <summary>RtlInitUnicodeString(&amp;destination, L"source").</summary>
    public void RtlInitUnicodeString(UnicodeString destination, string source) => RtlInitUnicodeString(destination, WideLiteral(source));

    /// <summary>Makes an ANSI_STRING over terminated characters, which stay its buffer. Any IRQL.</summary>
    public void RtlInitAnsiString(AnsiString destination, Pointer source) => Call(RtlStringDdis.RtlInitAnsiString, destination, source);

    /// <summary>RtlInitAnsiString(&amp;destination, "source").</summary>
    public void RtlInitAnsiString(AnsiString destination, string source) => RtlInitAnsiString(destination, AnsiLiteral(source));

    /// <summary>RtlInitEmptyUnicodeString, a macro: an empty string over a buffer of so many bytes.</summary>
    public void RtlInitEmptyUnicodeString(UnicodeString destination, Pointer buffer, ushort bufferSize)
    {
        destination.Length = 0;
        destination.MaximumLength = bufferSize;
        destination.Buffer = buffer;
    }

    /// <summary>Copies as much as the destination holds. Any IRQL; resident buffers from DISPATCH_LEVEL on.</summary>
    public void RtlCopyUnicodeString(UnicodeString destination, UnicodeString source) =>
        Call(RtlStringDdis.RtlCopyUnicodeString, destination, source);

    /// <summary>Appends all of it or returns STATUS_BUFFER_TOO_SMALL. Any IRQL; resident buffers from DISPATCH_LEVEL on.</summary>
    public NTSTATUS RtlAppendUnicodeStringToString(UnicodeString destination, UnicodeString source) =>
        CallForStatus(RtlStringDdis.RtlAppendUnicodeStringToString, destination, source);

    /// <summary>Appends terminated characters or returns STATUS_BUFFER_TOO_SMALL. Any IRQL; resident buffers from DISPATCH_LEVEL on.</summary>
    public NTSTATUS RtlAppendUnicodeToString(UnicodeString destination, Pointer source) =>
        CallForStatus(RtlStringDdis.RtlAppendUnicodeToString, destination, source);

    /// <summary>RtlAppendUnicodeToString(&amp;destination, L"source").</summary>
    public NTSTATUS RtlAppendUnicodeToString(UnicodeString destination, string source) =>
        RtlAppendUnicodeToString(destination, WideLiteral(source));

    /// <summary>Same characters? IRQL: PASSIVE_LEVEL.</summary>
    public bool RtlEqualUnicodeString(UnicodeString first, UnicodeString second, bool caseInSensitive) =>
        Call(RtlStringDdis.RtlEqualUnicodeString, first, second, caseInSensitive ? 1UL : 0) != 0;

    /// <summary>Negative, zero or positive as the first string is less, equal or greater. IRQL: PASSIVE_LEVEL.</summary>
    public int RtlCompareUnicodeString(UnicodeString first, UnicodeString second, bool caseInSensitive) =>
        (int)Call(RtlStringDdis.RtlCompareUnicodeString, first, second, caseInSensitive ? 1UL : 0);

    /// <summary>Does the second string begin with the first? IRQL: PASSIVE_LEVEL.</summary>
    public bool RtlPrefixUnicodeString(UnicodeString prefix, UnicodeString text, bool caseInSensitive) =>
        Call(RtlStringDdis.RtlPrefixUnicodeString, prefix, text, caseInSensitive ? 1UL : 0) != 0;

    /// <summary>
    /// Converts; with <paramref name="allocate"/> into a new paged buffer that RtlFreeUnicodeString frees, else STATUS_BUFFER_OVERFLOW
    /// where it does not fit. Fails with STATUS_NO_MEMORY only when it allocates. IRQL: PASSIVE_LEVEL (facts/pool-and-memory-api.md §7).
    /// </summary>
    public NTSTATUS RtlAnsiStringToUnicodeString(UnicodeString destination, AnsiString source, bool allocate) =>
        CallForStatus(RtlStringDdis.RtlAnsiStringToUnicodeString, destination, source, allocate ? 1UL : 0);

    /// <summary>
    /// Converts to 8-bit characters; allocation and failures as for RtlAnsiStringToUnicodeString, freed by RtlFreeAnsiString.
    /// </summary>
    public NTSTATUS RtlUnicodeStringToAnsiString(AnsiString destination, UnicodeString source, bool allocate) =>
        CallForStatus(RtlStringDdis.RtlUnicodeStringToAnsiString, destination, source, allocate ? 1UL : 0);

    /// <summary>
    /// Copies in upper case, without a terminator: an allocated buffer is as long as the text. Allocation and failures as for
    /// RtlAnsiStringToUnicodeString. IRQL: up to APC_LEVEL.
    /// </summary>
    public NTSTATUS RtlUpcaseUnicodeString(UnicodeString destination, UnicodeString source, bool allocate) =>
        CallForStatus(RtlStringDdis.RtlUpcaseUnicodeString, destination, source, allocate ? 1UL : 0);

    /// <summary>Copies in lower case; everything else as for RtlUpcaseUnicodeString.</summary>
    public NTSTATUS RtlDowncaseUnicodeString(UnicodeString destination, UnicodeString source, bool allocate) =>
        CallForStatus(RtlStringDdis.RtlDowncaseUnicodeString, destination, source, allocate ? 1UL : 0);

    /// <summary>
    /// Frees a buffer that an Rtl routine allocated and empties the string; nothing for an empty one. IRQL: up to APC_LEVEL.
    /// </summary>
    public void RtlFreeUnicodeString(UnicodeString text) => Call(RtlStringDdis.RtlFreeUnicodeString, text);

    /// <summary>RtlFreeUnicodeString for an ANSI_STRING.</summary>
    public void RtlFreeAnsiString(AnsiString text) => Call(RtlStringDdis.RtlFreeAnsiString, text);

    /// <summary>
    /// Writes digits in base 2, 8, 10 or 16 (0 is 10) and a terminator; STATUS_BUFFER_OVERFLOW where they do not fit. IRQL: PASSIVE_LEVEL.
    /// </summary>
    public NTSTATUS RtlIntegerToUnicodeString(uint value, uint radix, UnicodeString text) =>
        CallForStatus(RtlStringDdis.RtlIntegerToUnicodeString, value, radix, text);

    /// <summary>
    /// Reads digits in base 2, 8, 10 or 16; base 0 looks for a prefix 0x, 0o or 0b. STATUS_INVALID_PARAMETER for an empty string.
    /// IRQL: PASSIVE_LEVEL.
    /// </summary>
    public NTSTATUS RtlUnicodeStringToInteger(UnicodeString text, uint radix, out uint value)
    {
        using var frame = new StackFrame(Machine);
        var result = frame.Push(0u);
        var status = CallForStatus(RtlStringDdis.RtlUnicodeStringToInteger, text, radix, result);
        value = Machine.Memory.Read<uint>(result);
        return status;
    }

    /// <summary>The character in upper case. IRQL: up to APC_LEVEL.</summary>
    public char RtlUpcaseUnicodeChar(char character) => (char)Call(RtlStringDdis.RtlUpcaseUnicodeChar, character);
}
