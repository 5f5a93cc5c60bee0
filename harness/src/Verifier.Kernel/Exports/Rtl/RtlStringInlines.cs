namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: counted strings.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>RtlInitEmptyUnicodeString, a macro: an empty string over a buffer of so many bytes.</summary>
    public void RtlInitEmptyUnicodeString(UnicodeString destination, Pointer buffer, ushort bufferSize)
    {
        destination.Length = 0;
        destination.MaximumLength = bufferSize;
        destination.Buffer = buffer;
    }
}
