namespace AerNas.Fuzzing;

/// <summary>One input of a target: a file by name, as the target would find it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record FuzzInput(string Name, byte[] Bytes);
