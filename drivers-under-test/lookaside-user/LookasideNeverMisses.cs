using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.LookasideUser;

/// <summary>The mailbox that takes a lookaside list for a reserve.</summary>
public sealed class LookasideNeverMisses : MailboxDriver
{
    /// <inheritdoc/>
    public override string Name => "lookaside-never-misses";

    /// <inheritdoc/>
    public override string Description => "A mailbox that assumes its lookaside list never misses, and so writes through NULL.";

    /// <inheritdoc/>
    protected override NTSTATUS FillLetter(MailboxExtension mailbox, Pointer text, uint length, out Letter letter)
    {
        // Planted defect: an empty list asks the pool, and the pool may say no.
        letter = new Letter(ExAllocateFromNPagedLookasideList(mailbox.Letters));
        letter.Length = length;
        RtlCopyMemory(letter.Text, text, length);
        return STATUS_SUCCESS;
    }
}
