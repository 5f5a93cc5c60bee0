namespace Verifier.Kernel;

/// <summary>Properties of the kinds of pages.</summary>
internal static class PageKindFacts
{
    /// <summary>It can leave the working set.</summary>
    public static bool IsPageable(this PageKind kind) => kind is PageKind.Paged or PageKind.PagedCode;

    /// <summary>It may be read, not written.</summary>
    public static bool IsReadOnly(this PageKind kind) =>
        kind is PageKind.Code or PageKind.PagedCode or PageKind.ReadOnly or PageKind.MappedReadOnly;

    /// <summary>It may be read, after a page-in if it has left the working set.</summary>
    public static bool IsPresent(this PageKind kind) =>
        kind is PageKind.NonPaged or PageKind.Paged or PageKind.Mapped or PageKind.WritableCode || kind.IsReadOnly();

    /// <summary>Routines can be in it.</summary>
    public static bool IsCode(this PageKind kind) => kind is PageKind.Code or PageKind.PagedCode or PageKind.WritableCode;

    /// <summary>It has bytes of its own, not those of another page.</summary>
    public static bool HasOwnBytes(this PageKind kind) => kind.IsPresent() && kind is not (PageKind.Mapped or PageKind.MappedReadOnly);
}
