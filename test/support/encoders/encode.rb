# Random values with their Marshal dumps, one JSON object a line: encode.rb SEED COUNT
require 'bigdecimal'
require 'json'

CHANCE = Random.new(ARGV[0].to_i)
TEXTS = ['', 'a', 'naïve', '名前', '😀', "line\nbreak", 'x' * 300].freeze

class Account
  def initialize(members)
    members.each { |name, value| instance_variable_set("@#{name}", value) }
  end
end

def pick(from)
  from[CHANCE.rand(from.size)]
end

# A value, and what it must be shown as.
def scalar
  case CHANCE.rand(11)
  when 0 then [nil, nil]
  when 1 then [true, true]
  when 2 then [false, false]
  when 3 then (n = pick([0, 1, -1, 122, 123, -123, -124, 255, 256, -256, -257, 65_536, 2**30 - 1, -(2**30), 2**31, 2**52]); [n, n])
  when 4 then (n = pick([1, -1]) * (2**60 + CHANCE.rand(2**300)); [n, { '$type' => 'int', 'value' => n.to_s }])
  when 5 then (f = pick([0.5, -1.25, 0.1, 1e300]); [f, f])
  when 6 then [-Float::INFINITY, { '$type' => 'float', 'value' => '-Infinity' }]
  when 7 then (b = "\xFF\x00".b; [b, { '$type' => 'bytes', 'hex' => 'ff00' }])
  when 8 then (t = pick(TEXTS.reject(&:empty?)); [t.to_sym, t])
  when 9 then [Rational(1, 3), { '$type' => 'rational', 'value' => '1/3' }]
  else (t = pick(TEXTS); [t.dup, t])
  end
end

def value(depth)
  return scalar if depth.zero? || CHANCE.rand < 0.4

  items = Array.new(CHANCE.rand(1..4)) { value(depth - 1) }
  case CHANCE.rand(4)
  when 0 then [items.map(&:first), items.map(&:last)]
  when 1
    members = items.each_with_index.to_a
    shown = members.to_h { |item, place| ["m#{place}", item.last] }
    [Account.new(members.to_h { |item, place| ["m#{place}", item.first] }), { '$type' => 'object', 'class' => 'Account', 'value' => shown }]
  when 2
    # The same object twice: the second one is a link, whose number depends on everything before it.
    [[items.first.first, items.map(&:first), items.first.first], [items.first.last, items.map(&:last), items.first.last]]
  else
    pairs = items.each_with_index.map { |item, place| ["#{pick(TEXTS)}#{place}", item] }
    [pairs.to_h { |key, item| [key, item.first] }, pairs.to_h { |key, item| [key, item.last] }]
  end
end

ARGV[1].to_i.times do
  found, shown = value(4)
  puts JSON.generate({ 'shown' => shown, 'marshal' => Marshal.dump(found).unpack1('H*') })
end
