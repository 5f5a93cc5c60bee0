namespace Verifier.Drivers.LookasideUser;

/// <summary>The mailbox that gives every letter back to its list, and then forgets the list.</summary>
public sealed class LookasideNeverDeleted : MailboxDriver
{
    /// <inheritdoc/>
    public override string Name => "lookaside-never-deleted";

    /// <inheritdoc/>
    public override string Description => "A mailbox that never deletes its lookaside list: the cached entries stay.";

    /// <inheritdoc/>
    protected override void DeleteLetters(MailboxExtension mailbox)
    {
        // Planted defect: the entries are all in the list, so there seems to be nothing to do.
    }
}
