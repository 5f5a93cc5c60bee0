namespace Verifier.Kernel;

/// <summary>What an unverified driver gets for a must-succeed pool request (harness/docs/facts/bugchecks.md#what-the-driver-did).</summary>
public enum MustSucceedBehaviour
{
    /// <summary>Served like any request; bug check 0x41 when it cannot be filled. Windows 2000.</summary>
    CrashWhenShort,

    /// <summary>The request itself is bug check 0xC2/0x9A. Windows XP and later.</summary>
    Rejected,
}
