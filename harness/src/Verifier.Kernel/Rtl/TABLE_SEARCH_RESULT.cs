namespace Verifier.Kernel;

/// <summary>The end of a search of a generic table.</summary>
public enum TABLE_SEARCH_RESULT
{
    /// <summary>The table is empty.</summary>
    TableEmptyTree,

    /// <summary>At the element.</summary>
    TableFoundNode,

    /// <summary>At a node whose left child the element would be.</summary>
    TableInsertAsLeft,

    /// <summary>At a node whose right child the element would be.</summary>
    TableInsertAsRight,
}
