namespace AerNas.Genotypes.Notations;

/// <summary>How many nodes of a cell are inputs, and how many there are in all.</summary>
internal readonly record struct CellFrame(int Inputs, int Nodes);
