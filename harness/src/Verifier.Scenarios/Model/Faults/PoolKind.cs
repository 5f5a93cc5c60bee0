namespace Verifier.Scenarios.Model;

/// <summary>The pool a rule or an operation is about.</summary>
public enum PoolKind
{
    /// <summary>The nonpaged pool, executable or not.</summary>
    Nonpaged,

    /// <summary>The paged pool, the session's included.</summary>
    Paged,
}
