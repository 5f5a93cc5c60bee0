namespace Verifier.History;

/// <summary>
/// A finding whose routine was renamed or moved: the same defect under another fingerprint. The routine it had is gone, and driver, kind, DDI, tag,
/// size, scenario and operation are the same.
/// </summary>
/// <param name="Night">The night that saw it there first.</param>
/// <param name="WasFingerprint">Its fingerprint before.</param>
/// <param name="Was">Its routines before, innermost first.</param>
/// <param name="Now">Its routines now.</param>
public sealed record FindingMove(long Night, string WasFingerprint, string Was, string Now);
