namespace Verifier.Drivers.LookasideUser;

/// <summary>The mailbox as it should be: a miss may fail and is answered for; the list goes before the device does.</summary>
public sealed class LookasideFixed : MailboxDriver
{
    /// <inheritdoc/>
    public override string Name => "lookaside-fixed";

    /// <inheritdoc/>
    public override string Description => "A mailbox over a lookaside list that looks at every entry it takes and deletes the list.";
}
